package dev.visualsimilarity.preprocess.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Image files with segments, chunks and codings that ImageIO does not write by itself. */
public final class TestFiles {

  /** Where chunks may follow the header of a PNG file. */
  private static final int PNG_HEADER_END = 33;

  private TestFiles() {}

  /** A progressive JPEG, or an interlaced PNG. */
  static byte[] progressive(RenderedImage image, String format) {
    return written(
        new IIOImage(image, null, null),
        format,
        param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
  }

  /**
   * A JPEG of four components of one colour each, without a marker that says what they are.
   *
   * @param components each 0 to 255
   */
  static byte[] fourComponents(int width, int height, int... components) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, components);
      }
    }
    return written(
        new IIOImage(raster, null, null),
        "jpg",
        param -> {
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionQuality(1f);
        });
  }

  /** Puts a segment behind the start-of-image marker of a JPEG. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
    byte[] segment =
        ByteBuffer.allocate(4 + data.length)
            .put((byte) 0xff)
            .put((byte) marker)
            .putShort((short) (2 + data.length))
            .put(data)
            .array();
    return inserted(jpeg, 2, segment);
  }

  /** Puts chunks behind the header of a PNG. */
  public static byte[] withChunks(byte[] png, byte[]... chunks) {
    return inserted(png, PNG_HEADER_END, TestWebp.joined(chunks));
  }

  /** A chunk of a PNG. */
  public static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** A TIFF structure whose first directory has two tags, the second of which is Orientation. */
  public static byte[] tiff(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
    tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(640);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  /** What the EXIF segment of a JPEG has. */
  static byte[] exif(byte[] tiff) {
    return TestWebp.joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff);
  }

  /** A picture turned so that EXIF's {@code orientation} puts it upright again. */
  public static BufferedImage stored(BufferedImage upright, int orientation) {
    int width = upright.getWidth();
    int height = upright.getHeight();
    boolean swapped = orientation >= 5;
    BufferedImage stored =
        new BufferedImage(
            swapped ? height : width, swapped ? width : height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        int rgb = upright.getRGB(x, y);
        // The standard says for each value on which sides of the upright picture the first row and
        // the first column are: 6, row 0 is the right side, column 0 the top.
        switch (orientation) {
          case 1 -> stored.setRGB(x, y, rgb);
          case 2 -> stored.setRGB(right, y, rgb);
          case 3 -> stored.setRGB(right, below, rgb);
          case 4 -> stored.setRGB(x, below, rgb);
          case 5 -> stored.setRGB(y, x, rgb);
          case 6 -> stored.setRGB(y, right, rgb);
          case 7 -> stored.setRGB(below, right, rgb);
          case 8 -> stored.setRGB(below, x, rgb);
          default -> throw new IllegalArgumentException("orientation " + orientation);
        }
      }
    }
    return stored;
  }

  /** A BMP of a compression that the JDK has a name for. */
  static byte[] bmp(RenderedImage image, String compression) {
    return written(
        new IIOImage(image, null, null),
        "bmp",
        param -> {
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionType(compression);
        });
  }

  private static byte[] written(IIOImage image, String format, Consumer<ImageWriteParam> settings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      settings.accept(param);
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] inserted(byte[] file, int offset, byte[] bytes) {
    return TestWebp.joined(
        Arrays.copyOf(file, offset), bytes, Arrays.copyOfRange(file, offset, file.length));
  }
}
