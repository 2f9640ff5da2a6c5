package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogColumns;
import dev.visualsimilarity.catalog.CatalogReader;
import dev.visualsimilarity.catalog.CatalogSource;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;

/**
 * A table to be read.
 *
 * @param source where it is
 * @param columns what is read of it
 */
public record SourceTable(CatalogSource source, CatalogColumns columns) {

  /** Opens it; see {@link CatalogReader#open(Storage, CatalogSource, CatalogColumns)}. */
  CatalogReader open(Storage storage) throws IOException {
    return CatalogReader.open(storage, source, columns);
  }
}
