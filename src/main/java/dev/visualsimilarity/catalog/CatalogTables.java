package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.ArchivePath;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Finds out what a catalog's URI names: a table, a folder or an archive. */
final class CatalogTables {

  private CatalogTables() {}

  /**
   * The same source with places in archives for the archives themselves: {@code shop.zip} is {@code
   * shop.zip!}, if it is a file.
   *
   * @throws UserException if an archive is missing or cannot be read
   */
  static CatalogSource located(Storage storage, CatalogSource source) throws IOException {
    StorageUri catalog = located(storage, source.catalog(), "catalog");
    return new CatalogSource(catalog, located(storage, source.imageRoot(), "image root"));
  }

  /**
   * Begins to read a catalog.
   *
   * @throws UserException if there is none
   */
  static Table open(Storage storage, StorageUri catalog, CatalogColumns columns)
      throws IOException {
    if (storage.find(catalog).isPresent()) {
      TableStream stream = TableStream.open(catalog, storage.read(catalog));
      return stream.jsonLines() ? JsonTable.open(stream) : CsvTable.open(stream);
    }
    List<StorageObject> objects = list(storage, catalog);
    List<String> refused = storage.refused(catalog);
    if (objects.isEmpty() && refused.isEmpty()) {
      throw UserException.badParameter(
          "catalog %s does not exist, or is an empty folder; give the URI of a CSV or JSON Lines file, of a folder of images, or of a zip or tar of them"
              .formatted(catalog));
    }
    return FolderTable.of(catalog, objects, refused, columns.id());
  }

  private static List<StorageObject> list(Storage storage, StorageUri folder) throws IOException {
    try {
      return storage.list(folder);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static StorageUri located(Storage storage, StorageUri uri, String what)
      throws IOException {
    boolean file = ArchivePath.isArchiveName(uri.name()) && storage.find(uri).isPresent();
    StorageUri place = file ? ArchivePath.top(uri).uri() : uri;
    if (ArchivePath.of(place).isPresent()) {
      try {
        // Reads the archive's directory: what is wrong with it would else be told once a row.
        storage.find(place);
      } catch (NoSuchFileException e) {
        throw UserException.badParameter(
            "%s %s does not exist; give the URI of a zip or tar file".formatted(what, uri));
      }
    }
    return place;
  }
}
