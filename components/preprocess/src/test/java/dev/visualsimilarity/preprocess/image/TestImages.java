package dev.visualsimilarity.preprocess.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures drawn by the JDK, and files of them. */
public final class TestImages {

  private TestImages() {}

  /** A picture in which every pixel differs from its neighbours. */
  public static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Color color = new Color(x * 255 / width, y * 255 / height, (x * 37 + y * 91) % 256);
        image.setRGB(x, y, color.getRGB());
      }
    }
    return image;
  }

  /** The file of a picture, in a format of ImageIO's. */
  public static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("the JDK does not write this as " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The file of an RGB picture of some size. */
  public static byte[] file(int width, int height, String format) {
    return file(picture(width, height, BufferedImage.TYPE_3BYTE_BGR), format);
  }
}
