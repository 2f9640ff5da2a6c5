package dev.visualsimilarity.sample.catalog;

import dev.visualsimilarity.sample.scene.Scene;
import dev.visualsimilarity.sample.scene.Studio;

/**
 * One picture of a product, yet to be taken.
 *
 * @param id unique in its table
 * @param size width and height in pixels
 * @param quality of JPEG, 0 to 1
 */
record Photo(
    String id, Product product, Scene scene, int size, ImageFormat format, double quality) {

  private static final int OVERSAMPLING = 3;

  String fileName() {
    return id + "." + format.extension();
  }

  /** The bytes of the image file. */
  byte[] take() {
    return format.encode(
        new Studio(size, OVERSAMPLING)
            .photograph(product.drawing(), product.kind().standing(), scene),
        quality);
  }
}
