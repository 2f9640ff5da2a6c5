package dev.visualsimilarity.vertexai.deployment;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Picks datapoints of index data at random: from files that are spread evenly over all, and in a
 * file of lines from anywhere. Of a file only as much is read as the record takes, so that a sample
 * costs the same of however many gigabytes; an Avro file is read from its beginning.
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
            .filter(object -> object.size() > 0)
            .filter(object -> DatapointFormat.ofFileName(object.uri().name()).isPresent())
            .toList();
    Map<String, float[]> sample = new LinkedHashMap<>();
    if (files.isEmpty()) {
      return sample;
    }
    int first = random.nextInt(files.size());
    int step = Math.max(1, files.size() / count);
    for (int i = 0; i < count; i++) {
      StorageObject file = files.get((first + i * step) % files.size());
      pick(file).ifPresent(point -> sample.put(point.id(), point.vector()));
    }
    return sample;
  }

  /**
   * Whether the data are good is checked elsewhere: where they are not, what can be read will do.
   */
  private Optional<Datapoint> pick(StorageObject file) throws IOException {
    DatapointFormat format = DatapointFormat.ofFileName(file.uri().name()).orElseThrow();
    Optional<Datapoint> picked = Optional.empty();
    if (format != DatapointFormat.AVRO) {
      picked = lineAfter(random.nextLong(file.size()), file, format);
    }
    return picked.isPresent() ? picked : ofBeginning(file, format);
  }

  /** The first record that begins after an offset; nothing if there is none. */
  private Optional<Datapoint> lineAfter(long offset, StorageObject file, DatapointFormat format)
      throws IOException {
    InputStream rest =
        new BufferedInputStream(storage.read(file.uri(), offset, file.size() - offset));
    try (DatapointReader reader = format.reader(rest, 0)) {
      int read = rest.read();
      while (read >= 0 && read != '\n') {
        read = rest.read();
      }
      return reader.next();
    } catch (RecordException e) {
      return Optional.empty();
    }
  }

  private Optional<Datapoint> ofBeginning(StorageObject file, DatapointFormat format)
      throws IOException {
    Optional<Datapoint> picked = Optional.empty();
    try (DatapointReader reader = format.reader(storage.read(file.uri()), 0)) {
      Optional<Datapoint> next = reader.next();
      for (int seen = 1; next.isPresent() && seen <= RECORDS_READ; seen++) {
        if (random.nextInt(seen) == 0) {
          picked = next;
        }
        next = reader.next();
      }
    } catch (RecordException e) {
      return picked;
    }
    return picked;
  }
}
