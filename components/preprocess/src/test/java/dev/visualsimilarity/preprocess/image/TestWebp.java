package dev.visualsimilarity.preprocess.image;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** WebP files: encoded by libwebp, and put together chunk by chunk. */
final class TestWebp {

  private TestWebp() {}

  static byte[] lossless(BufferedImage image) {
    return encoded(image, CompressionType.Lossless);
  }

  static byte[] lossy(BufferedImage image) {
    return encoded(image, CompressionType.Lossy);
  }

  /** A file of chunks. */
  static byte[] riff(byte[]... chunks) {
    byte[] body = joined(chunks);
    return joined(ascii("RIFF"), littleEndian(4 + body.length), ascii("WEBP"), body);
  }

  /** A chunk, padded to an even length. */
  static byte[] chunk(String name, byte[]... data) {
    byte[] content = joined(data);
    return joined(ascii(name), littleEndian(content.length), content, new byte[content.length % 2]);
  }

  /** What follows the header of a simple file: its one chunk. */
  static byte[] onlyChunk(byte[] file) {
    return Arrays.copyOfRange(file, 12, file.length);
  }

  /** The header of an extended file, which says how large the canvas is. */
  static byte[] canvas(int flags, int width, int height) {
    return chunk("VP8X", littleEndian(flags), u24(width - 1), u24(height - 1));
  }

  /** A frame of an animation. */
  static byte[] frame(int x, int y, int width, int height, byte[] image) {
    return chunk(
        "ANMF", u24(x / 2), u24(y / 2), u24(width - 1), u24(height - 1), littleEndian(100), image);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] encoded(BufferedImage image, CompressionType type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
    WebPWriteParam param = new WebPWriteParam(null);
    param.setCompressionType(type);
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] u24(int value) {
    return Arrays.copyOf(littleEndian(value), 3);
  }
}
