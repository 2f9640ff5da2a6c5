package dev.visualsimilarity.sample.catalog;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the sample catalog: {@code catalog.csv}, {@code queries.csv} (RFC 4180, UTF-8) and the
 * image files in {@code images/} and {@code queries/}.
 */
final class CatalogWriter {

  private static final String[] HEADER = {
    "id", "image", "product", "title", "category", "colour", "price"
  };

  private final SampleCatalog catalog;
  private final Path folder;

  CatalogWriter(SampleCatalog catalog, Path folder) {
    this.catalog = catalog;
    this.folder = folder;
  }

  /** Writes everything; files that are there are replaced. */
  void write() throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(folder.resolve("queries"));
    catalog.photos().parallelStream().forEach(photo -> save("images", photo));
    catalog.queries().parallelStream().forEach(photo -> save("queries", photo));
    spoil();
    writeTables();
  }

  /** Writes the two tables alone. */
  void writeTables() throws IOException {
    Files.createDirectories(folder);
    Map<String, Product> products =
        catalog.products().stream().collect(Collectors.toMap(Product::id, Function.identity()));
    try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("catalog.csv"))) {
      csv.writeRecord(HEADER);
      for (Photo photo : catalog.photos()) {
        row(csv, photo.id(), "images/" + photo.fileName(), photo.product());
      }
      for (BrokenFile file : BrokenFile.values()) {
        row(csv, file.id(), "images/" + file.fileName(), products.get(file.product()));
      }
    }
    try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("queries.csv"))) {
      csv.writeRecord(HEADER);
      for (Photo photo : catalog.queries()) {
        row(csv, photo.id(), "queries/" + photo.fileName(), photo.product());
      }
    }
  }

  private void spoil() throws IOException {
    List<Photo> photos = catalog.photos();
    for (BrokenFile file : BrokenFile.values()) {
      Photo photo =
          photos.stream()
              .filter(candidate -> candidate.product().id().equals(file.product()))
              .findFirst()
              .orElseThrow();
      Path path = folder.resolve("images").resolve(file.fileName());
      byte[] bytes = file.spoil(photo).orElse(null);
      if (bytes == null) {
        Files.deleteIfExists(path);
      } else {
        Files.write(path, bytes);
      }
    }
  }

  private void save(String subfolder, Photo photo) {
    try {
      Files.write(folder.resolve(subfolder).resolve(photo.fileName()), photo.take());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void row(CsvWriter csv, String id, String image, Product product) {
    csv.writeRecord(
        id,
        image,
        product.id(),
        product.title(),
        product.kind().category(),
        product.colour(),
        String.format(Locale.ROOT, "%d.%02d", product.cents() / 100, product.cents() % 100));
  }
}
