package dev.visualsimilarity.catalog;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.storage.StorageUri;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An item of a catalog.
 *
 * @param id unique in the catalog; not empty
 * @param image where its image is; whether there is one is not known
 * @param attributes for filtering at query time
 * @param columns all values of the row, in the order of the columns
 */
public record CatalogItem(
    String id, StorageUri image, Attributes attributes, Map<String, String> columns)
    implements CatalogRow {

  public CatalogItem {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }
}
