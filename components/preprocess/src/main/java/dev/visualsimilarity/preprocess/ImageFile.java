package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.preprocess.format.BadImageException;

/** A row on its way to the decoder: an item with the bytes of its image, or a rejection. */
final class ImageFile {

  private static final byte[] NONE = new byte[0];

  private final CatalogItem item;
  private final byte[] bytes;
  private final Outcome rejection;

  private ImageFile(CatalogItem item, byte[] bytes, Outcome rejection) {
    this.item = item;
    this.bytes = bytes;
    this.rejection = rejection;
  }

  static ImageFile read(CatalogItem item, ImageReader reader) {
    try {
      return new ImageFile(item, reader.read(item.image()), null);
    } catch (BadImageException e) {
      return rejected(e.reject(item.id(), item.image().toString()));
    }
  }

  static ImageFile rejected(Reject reject) {
    return new ImageFile(null, NONE, new Outcome.Rejected(reject));
  }

  boolean isRead() {
    return item != null;
  }

  CatalogItem item() {
    return item;
  }

  byte[] bytes() {
    return bytes;
  }

  Outcome rejection() {
    return rejection;
  }
}
