package dev.visualsimilarity.vertexai.deployment;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Picks datapoints of index data at random. Of a file, only the beginning is read: a sample costs
 * the same of however many gigabytes.
 */
public final class DatapointSample {

  private static final int RECORDS_READ = 500;

  private final Storage storage;
  private final RandomGenerator random;

  public DatapointSample(Storage storage, RandomGenerator random) {
    this.storage = storage;
    this.random = random;
  }

  /**
   * At most {@code count} datapoints by id, fewer where the same ones are picked again; none from a
   * directory without data files.
   */
  public Map<String, float[]> of(StorageUri directory, int count) throws IOException {
    List<StorageObject> files =
        storage.list(directory).stream()
            .filter(object -> object.uri().parent().equals(directory))
            .filter(object -> DatapointFormat.ofFileName(object.uri().name()).isPresent())
            .toList();
    Map<String, float[]> sample = new LinkedHashMap<>();
    for (int i = 0; i < count && !files.isEmpty(); i++) {
      StorageUri file = files.get(random.nextInt(files.size())).uri();
      pick(file).ifPresent(point -> sample.put(point.id(), point.vector()));
    }
    return sample;
  }

  private Optional<Datapoint> pick(StorageUri file) throws IOException {
    DatapointFormat format = DatapointFormat.ofFileName(file.name()).orElseThrow();
    Optional<Datapoint> picked = Optional.empty();
    try (DatapointReader reader = format.reader(storage.read(file), 0)) {
      Optional<Datapoint> next = reader.next();
      for (int seen = 1; next.isPresent() && seen <= RECORDS_READ; seen++) {
        if (random.nextInt(seen) == 0) {
          picked = next;
        }
        next = reader.next();
      }
    } catch (RecordException e) {
      // Whether the data are good is checked elsewhere; what was read before will do.
      return picked;
    }
    return picked;
  }
}
