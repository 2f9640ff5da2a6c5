package dev.visualsimilarity.benchmarks.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Makes JPEG files of JPEG files. */
final class Jpeg {

  private static final int START_OF_IMAGE_BYTES = 2;
  private static final short COMMENT = (short) 0xFFFE;

  private Jpeg() {}

  /**
   * The same picture in a file of other bytes: with a comment segment (ITU-T T.81, B.2.4.5) behind
   * its first marker.
   */
  static byte[] withComment(byte[] jpeg, String comment) {
    byte[] text = comment.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(jpeg.length + 2 * Short.BYTES + text.length)
        .put(jpeg, 0, START_OF_IMAGE_BYTES)
        .putShort(COMMENT)
        .putShort((short) (Short.BYTES + text.length))
        .put(text)
        .put(jpeg, START_OF_IMAGE_BYTES, jpeg.length - START_OF_IMAGE_BYTES)
        .array();
  }

  /** The picture drawn anew, {@code side} pixels wide and high. */
  static byte[] drawn(byte[] jpeg, int side) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
    BufferedImage small = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, side, side, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(small, "jpg", bytes);
    return bytes.toByteArray();
  }
}
