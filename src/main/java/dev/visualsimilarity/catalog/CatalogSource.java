package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;

/**
 * Where a catalog is.
 *
 * @param catalog the table, or the folder or archive of images
 * @param imageRoot what relative paths of images count from
 */
public record CatalogSource(StorageUri catalog, StorageUri imageRoot) {

  /**
   * Reads the values of two flags; an empty image root is the folder of the catalog.
   *
   * @throws UserException if the catalog is not given or a URI is not of a known form
   */
  public static CatalogSource parse(String catalogUri, String imageRootUri) {
    if (catalogUri.isBlank()) {
      throw UserException.badParameter(
          "no catalog is given; give the URI of a CSV or JSON Lines file, a folder, a zip or a tar as --catalog-uri");
    }
    StorageUri catalog = StorageUri.parse(catalogUri);
    StorageUri root = imageRootUri.isBlank() ? catalog.parent() : StorageUri.parse(imageRootUri);
    return new CatalogSource(catalog, root);
  }
}
