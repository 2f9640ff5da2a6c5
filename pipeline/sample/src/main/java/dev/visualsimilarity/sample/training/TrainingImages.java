package dev.visualsimilarity.sample.training;

import dev.visualsimilarity.sample.catalog.Assortment;
import dev.visualsimilarity.sample.catalog.Product;
import dev.visualsimilarity.sample.scene.Photographer;
import dev.visualsimilarity.sample.scene.Scene;
import dev.visualsimilarity.sample.scene.Studio;
import dev.visualsimilarity.sample.shape.Kinds;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The pictures a model is trained on, drawn once and kept in memory at the size that the first
 * convolution sees: RGB bytes, row by row. The label of a picture is the number of its product.
 */
final class TrainingImages {

  private static final int OVERSAMPLING = 2;

  private final int views;
  private final int labels;
  private final byte[][] pictures;

  private TrainingImages(int views, int labels, byte[][] pictures) {
    this.views = views;
    this.labels = labels;
    this.pictures = pictures;
  }

  /** Draws on all cores. */
  static TrainingImages draw(TrainingPlan plan) {
    List<Product> products =
        new Assortment(plan.seed()).design(Kinds.trained(), plan.productsPerKind());
    int views = plan.viewsPerProduct();
    byte[][] pictures = new byte[products.size() * views][];
    IntStream.range(0, pictures.length)
        .parallel()
        .forEach(i -> pictures[i] = draw(products.get(i / views), i % views));
    return new TrainingImages(views, products.size(), pictures);
  }

  int size() {
    return pictures.length;
  }

  /** Number of products. */
  int labels() {
    return labels;
  }

  int label(int picture) {
    return picture / views;
  }

  /** The bytes of a picture; not a copy. */
  byte[] picture(int picture) {
    return pictures[picture];
  }

  /** Three in seven as a shop shows it, the others as a customer sees it. */
  private static byte[] draw(Product product, int view) {
    SplittableRandom random = new SplittableRandom(product.seed() + view);
    boolean standing = product.kind().standing();
    Scene scene =
        switch (view % 7) {
          case 0 -> Photographer.front(random);
          case 1 -> Photographer.angle(random, standing);
          case 2 -> Photographer.room(random, standing);
          default -> Photographer.query(random, standing);
        };
    BufferedImage picture =
        new Studio(Network.REDUCED_SIZE, OVERSAMPLING)
            .photograph(product.drawing(), standing, scene);
    return bytes(picture);
  }

  private static byte[] bytes(BufferedImage picture) {
    int size = picture.getWidth();
    int[] pixels = picture.getRGB(0, 0, size, size, null, 0, size);
    byte[] bytes = new byte[3 * pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (pixels[i / 3] >> (16 - 8 * (i % 3)));
    }
    return bytes;
  }
}
