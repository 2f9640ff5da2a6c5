package dev.visualsimilarity.sample.catalog;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** The formats of the catalog's pictures; the file extension is the name in lower case. */
enum ImageFormat {
  JPG,
  PNG,
  GIF,
  BMP;

  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Encodes a picture.
   *
   * @param quality of JPEG, 0 to 1; the other formats take no notice of it
   */
  byte[] encode(BufferedImage picture, double quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(extension()).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (this == JPG) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality((float) quality);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
