package dev.visualsimilarity.sample.evaluation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Exact search of each query's product among all images of a catalog, by cosine. */
final class Retrieval {

  private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

  /**
   * Where a query found its product.
   *
   * @param rank of the first catalog image of the same product, from 1
   * @param first id of the nearest catalog image
   */
  record Found(String id, String category, int rank, String first) {}

  private final List<Found> found;

  private Retrieval(List<Found> found) {
    this.found = found;
  }

  /** Embeds the images of both tables of a catalog and searches; broken images are left out. */
  static Retrieval of(Path catalogFolder, Embedder embedder) throws IOException {
    List<Item> catalog = embed(catalogFolder, "catalog.csv", embedder);
    List<Item> queries = embed(catalogFolder, "queries.csv", embedder);
    return new Retrieval(queries.stream().map(query -> find(query, catalog)).toList());
  }

  List<Found> found() {
    return found;
  }

  /** Share of the queries whose product is among the first so many. */
  double recallAt(int neighbours) {
    return recallAt(neighbours, Set.of());
  }

  /** The same over the queries of some categories; of all if the set is empty. */
  double recallAt(int neighbours, Set<String> categories) {
    return found.stream()
        .filter(query -> categories.isEmpty() || categories.contains(query.category()))
        .collect(Collectors.averagingDouble(query -> query.rank() <= neighbours ? 1 : 0));
  }

  private static List<Item> embed(Path folder, String table, Embedder embedder) throws IOException {
    List<Item> items = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(table))) {
      for (NamedCsvRecord row : rows) {
        try {
          float[] vector = embedder.embed(folder.resolve(row.getField("image")));
          items.add(new Item(row, vector));
        } catch (TFInvalidArgumentException | IOException e) {
          LOG.debug("{} is left out: {}", row.getField("image"), e.toString());
        }
      }
    }
    return items;
  }

  private static Found find(Item query, List<Item> catalog) {
    List<Item> nearest =
        catalog.stream()
            .sorted(Comparator.comparingDouble(item -> -query.similarity(item)))
            .toList();
    int rank = 1;
    while (!nearest.get(rank - 1).product().equals(query.product())) {
      rank++;
    }
    return new Found(query.id(), query.category(), rank, nearest.get(0).id());
  }
}
