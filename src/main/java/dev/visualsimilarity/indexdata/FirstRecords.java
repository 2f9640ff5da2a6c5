package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds out how many dimensions the vectors of a batch have. */
final class FirstRecords {

  /** One bad record at the beginning must not make all others look bad. */
  private static final int RECORDS = 100;

  private FirstRecords() {}

  /**
   * What most of the first records have, in the first file that has any that can be read; 0 if none
   * can.
   */
  static int dimensions(Storage storage, IndexDataFiles files) throws IOException {
    for (StorageObject file : files.data()) {
      DatapointFormat format = DatapointFormat.ofFileName(file.uri().name()).orElseThrow();
      try (DatapointReader reader = format.reader(storage.read(file.uri()), 0)) {
        int dimensions = commonest(reader);
        if (dimensions > 0) {
          return dimensions;
        }
      }
    }
    return 0;
  }

  private static int commonest(DatapointReader reader) throws IOException {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < RECORDS; i++) {
      try {
        Optional<Datapoint> datapoint = reader.next();
        if (datapoint.isEmpty()) {
          break;
        }
        counts.merge(datapoint.get().vector().length, 1, Integer::sum);
      } catch (RecordException e) {
        // Told of when all records are checked.
      }
    }
    return counts.entrySet().stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse(0);
  }
}
