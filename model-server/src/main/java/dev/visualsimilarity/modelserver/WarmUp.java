package dev.visualsimilarity.modelserver;

import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.embedding.ImageFailure;
import dev.visualsimilarity.error.UserException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The first predictions of a model, which take longer than all others, before anybody asks. */
final class WarmUp {

  private static final int SIDE = 64;
  private static final int ROUNDS = 3;

  private WarmUp() {}

  /**
   * Embeds a picture.
   *
   * @throws UserException if the model fails, or gives no usable vector
   */
  static void run(Embedder embedder) {
    List<byte[]> picture = List.of(picture());
    for (int i = 0; i < ROUNDS; i++) {
      Optional<ImageFailure> failure = embedder.embed(picture).get(0).failure();
      if (failure.isPresent()) {
        throw UserException.failed(
            "the model has no embedding for the picture to warm up with (%s at %s): %s"
                .formatted(
                    failure.get().reason().wireName(),
                    failure.get().stage().wireName(),
                    failure.get().message()));
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
