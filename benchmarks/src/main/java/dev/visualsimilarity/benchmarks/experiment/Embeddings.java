package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the embeddings that extract-features wrote, and compares them. */
final class Embeddings {

  private Embeddings() {}

  /** All records of the JSON files of a folder, in the order of the files. */
  static List<Datapoint> read(Path folder) throws IOException {
    List<Datapoint> datapoints = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        try (DatapointReader reader = DatapointFormat.JSON.reader(Files.newInputStream(file), 0)) {
          for (Optional<Datapoint> next = reader.next(); next.isPresent(); next = reader.next()) {
            datapoints.add(next.get());
          }
        }
      }
    } catch (RecordException e) {
      throw new IOException("embeddings that cannot be read in " + folder, e);
    }
    return datapoints;
  }

  /**
   * The cosine of each two vectors of the same place.
   *
   * @throws IllegalArgumentException if they are not of the same items
   */
  static double[] cosines(List<Datapoint> ones, List<Datapoint> others) {
    if (!ones.stream()
        .map(Datapoint::id)
        .toList()
        .equals(others.stream().map(Datapoint::id).toList())) {
      throw new IllegalArgumentException("embeddings of other items, or in another order");
    }
    double[] cosines = new double[ones.size()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = cosine(ones.get(i).vector(), others.get(i).vector());
    }
    return cosines;
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double oneSquare = 0;
    double otherSquare = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      oneSquare += (double) one[i] * one[i];
      otherSquare += (double) other[i] * other[i];
    }
    return product / Math.sqrt(oneSquare * otherSquare);
  }
}
