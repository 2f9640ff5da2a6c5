package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Repeated ids of which the later record was read before the earlier one: when that is found out,
 * the later one, which is told, is not at hand any more. Its file is read again for its beginning.
 * Safe for use by several threads.
 */
final class LateRepeats {

  /** Those beyond are told without the beginning of the record. */
  private static final int MAX_KEPT = 10_000;

  private final Map<Place, Finding> kept = new TreeMap<>();
  private final Findings findings;

  LateRepeats(Findings findings) {
    this.findings = findings;
  }

  synchronized void add(Place place, Finding withoutRecord) throws IOException {
    if (kept.size() < MAX_KEPT) {
      kept.put(place, withoutRecord);
    } else {
      findings.add(place, withoutRecord);
    }
  }

  /** Tells all of them, when no thread adds any more. */
  synchronized void tell(Storage storage, IndexDataFiles files) throws IOException {
    int file = -1;
    DatapointReader reader = null;
    try {
      for (Map.Entry<Place, Finding> late : kept.entrySet()) {
        Place place = late.getKey();
        if (place.file() != file) {
          close(reader);
          file = place.file();
          DatapointFormat format = DatapointFormat.ofFileName(files.name(file)).orElseThrow();
          reader = format.reader(storage.read(files.file(file).uri()), 0);
        }
        findings.add(place, late.getValue().of(record(reader, place.line())));
      }
    } finally {
      close(reader);
    }
  }

  private static String record(DatapointReader reader, long line) throws IOException {
    while (reader.number() < line) {
      try {
        if (reader.next().isEmpty()) {
          return "";
        }
      } catch (RecordException e) {
        // Told already.
      }
    }
    return reader.excerpt();
  }

  private static void close(DatapointReader reader) throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
