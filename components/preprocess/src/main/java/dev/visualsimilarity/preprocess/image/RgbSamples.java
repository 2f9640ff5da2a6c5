package dev.visualsimilarity.preprocess.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPWrapper;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.format.ImageFormat;
import dev.visualsimilarity.preprocess.format.ImageHeader;
import dev.visualsimilarity.tensors.TensorSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * RGB samples of images that TensorFlow does not decode: WebP by libwebp, all kinds of BMP by the
 * JDK. Alpha is dropped, not blended, and no colour profile is applied.
 */
final class RgbSamples {

  private RgbSamples() {}

  /**
   * Decodes a file.
   *
   * @param header of the file
   * @return height × width × 3 samples, row by row
   * @throws SamplesException if the data cannot be decoded
   * @throws BadImageException if there is no decoder of this format on this machine
   */
  static byte[] read(ImageHeader header, byte[] file) throws BadImageException, SamplesException {
    ImageReader reader = reader(header.format());
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      BufferedImage image = reader.read(0);
      if (image.getWidth() != header.width() || image.getHeight() != header.height()) {
        throw new IOException("its size is not that of its header");
      }
      return samples(image);
    } catch (IOException | RuntimeException e) {
      // The JDK's readers throw what their arithmetic comes to when the data is broken.
      throw new SamplesException("its %s data cannot be decoded".formatted(header.format()), e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(ImageFormat format) throws BadImageException {
    try {
      if (format == ImageFormat.WEBP) {
        WebPWrapper.loadNativeLibrary();
        return new WebPImageReaderSpi().createReaderInstance();
      }
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
      return readers.next();
    } catch (LinkageError | IOException | RuntimeException e) {
      throw new BadImageException(
          Stage.DECODE,
          RejectReason.UNSUPPORTED_FORMAT,
          "a %s image; its decoder cannot be loaded on this machine: %s".formatted(format, e));
    }
  }

  private static byte[] samples(BufferedImage image) {
    int width = image.getWidth();
    byte[] samples = new byte[width * image.getHeight() * TensorSpec.CHANNELS];
    int[] row = new int[width];
    int next = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        samples[next++] = (byte) (pixel >> 16);
        samples[next++] = (byte) (pixel >> 8);
        samples[next++] = (byte) pixel;
      }
    }
    return samples;
  }
}
