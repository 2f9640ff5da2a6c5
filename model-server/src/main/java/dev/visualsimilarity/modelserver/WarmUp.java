package dev.visualsimilarity.modelserver;

import dev.visualsimilarity.embedding.EmbeddedImage;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Stage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** The first predictions of a model, which take longer than all others, before anybody asks. */
final class WarmUp {

  private static final int SIDE = 64;
  private static final int ROUNDS = 3;

  private WarmUp() {}

  /**
   * Embeds a picture.
   *
   * @throws UserException if the model fails
   */
  static void run(Embedder embedder) {
    List<byte[]> picture = List.of(picture());
    for (int i = 0; i < ROUNDS; i++) {
      EmbeddedImage image = embedder.embed(picture).get(0);
      boolean decoded = image.failure().stream().noneMatch(f -> f.stage() == Stage.DECODE);
      if (!decoded) {
        throw UserException.failed(
            "the picture to warm up with cannot be decoded: " + image.failure().get().message());
      }
    }
  }

  private static byte[] picture() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, (x * 4) << 16 | (y * 4) << 8 | (x + y) * 2);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", file)) {
        throw new IllegalStateException("this Java does not write PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
