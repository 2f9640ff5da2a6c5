package dev.visualsimilarity.sample.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** The ways in which images of real catalogs are broken, one of each. */
enum BrokenFile {
  TRUNCATED("mugs-01", "jpg"),
  EMPTY("sneakers-02", "jpg"),
  ERROR_PAGE("clocks-01", "jpg"),
  MISSING("guitars-03", "jpg"),
  NOISE("books-02", "jpg"),
  CUT_PNG("vases-04", "png");

  private final String product;
  private final String extension;

  BrokenFile(String product, String extension) {
    this.product = product;
    this.extension = extension;
  }

  /** The product whose picture it would be. */
  String product() {
    return product;
  }

  String id() {
    return product + "-detail";
  }

  String fileName() {
    return id() + "." + extension;
  }

  /** What is in the file; nothing if there is no such file. */
  Optional<byte[]> spoil(Photo photo) {
    return switch (this) {
      case TRUNCATED -> Optional.of(head(photo.take()));
      case EMPTY -> Optional.of(new byte[0]);
      case ERROR_PAGE ->
          Optional.of(
              "<html><body><h1>404 Not Found</h1></body></html>\n"
                  .getBytes(StandardCharsets.US_ASCII));
      case MISSING -> Optional.empty();
      case NOISE -> Optional.of(noise());
      case CUT_PNG -> {
        Photo png =
            new Photo(
                photo.id(), photo.product(), photo.scene(), 128, ImageFormat.PNG, photo.quality());
        yield Optional.of(head(png.take()));
      }
    };
  }

  private static byte[] head(byte[] whole) {
    return Arrays.copyOf(whole, whole.length * 2 / 5);
  }

  private static byte[] noise() {
    byte[] bytes = new byte[4096];
    new SplittableRandom(SampleCatalog.SEED).nextBytes(bytes);
    byte[] jpegStart = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};
    System.arraycopy(jpegStart, 0, bytes, 0, jpegStart.length);
    return bytes;
  }
}
