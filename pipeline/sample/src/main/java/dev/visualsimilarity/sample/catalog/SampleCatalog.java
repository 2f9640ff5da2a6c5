package dev.visualsimilarity.sample.catalog;

import dev.visualsimilarity.sample.scene.Photographer;
import dev.visualsimilarity.sample.scene.Scene;
import dev.visualsimilarity.sample.shape.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The sample catalog: 100 products in 25 categories, three pictures of each, and a customer's
 * picture of five in six of them.
 */
final class SampleCatalog {

  static final long SEED = 11;
  private static final int PRODUCTS_PER_KIND = 4;
  private static final int PORTABLE_EVERY = 47;

  private final List<Product> products =
      new Assortment(SEED).design(Kinds.sold(), PRODUCTS_PER_KIND);

  List<Product> products() {
    return products;
  }

  /** The shop's pictures. */
  List<Photo> photos() {
    List<Photo> photos = new ArrayList<>();
    for (Product product : products) {
      SplittableRandom random = new SplittableRandom(product.seed());
      boolean standing = product.kind().standing();
      photos.add(photo(product, "front", Photographer.front(random), photos.size(), random));
      photos.add(
          photo(product, "angle", Photographer.angle(random, standing), photos.size(), random));
      photos.add(
          photo(product, "room", Photographer.room(random, standing), photos.size(), random));
    }
    return List.copyOf(photos);
  }

  /** The customers' pictures. */
  List<Photo> queries() {
    List<Photo> photos = new ArrayList<>();
    for (int i = 0; i < products.size(); i++) {
      if (i % 6 == 5) {
        continue;
      }
      Product product = products.get(i);
      SplittableRandom random = new SplittableRandom(~product.seed());
      Scene scene = Photographer.query(random, product.kind().standing());
      ImageFormat format = i % 40 == 12 ? ImageFormat.PNG : ImageFormat.JPG;
      photos.add(
          new Photo(
              product.id() + "-photo",
              product,
              scene,
              random.nextInt(256, 321),
              format,
              random.nextDouble(0.45, 0.85)));
    }
    return List.copyOf(photos);
  }

  /** Most are JPEG; a few, which compress badly, are smaller pictures in other formats. */
  private static Photo photo(
      Product product, String view, Scene scene, int number, SplittableRandom random) {
    ImageFormat format =
        switch (number % PORTABLE_EVERY) {
          case 11 -> ImageFormat.PNG;
          case 24 -> ImageFormat.GIF;
          case 40 -> number < 2 * PORTABLE_EVERY ? ImageFormat.BMP : ImageFormat.JPG;
          default -> ImageFormat.JPG;
        };
    int size = format == ImageFormat.JPG ? 288 + 32 * random.nextInt(2) : 224;
    return new Photo(product.id() + "-" + view, product, scene, size, format, 0.86);
  }
}
