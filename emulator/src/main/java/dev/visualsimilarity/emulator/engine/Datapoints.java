package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.vectors.FloatMatrix;
import dev.visualsimilarity.emulator.engine.vectors.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The datapoints of one snapshot, by row. Immutable. */
final class Datapoints {
  private final List<String> ids;
  private final Vectors vectors;
  private final List<Attributes> attributes;
  private final Map<String, Integer> rowOfId;
  private final int[] rankOfRow;

  private Datapoints(
      List<String> ids,
      Vectors vectors,
      List<Attributes> attributes,
      Map<String, Integer> rowOfId) {
    this.ids = Collections.unmodifiableList(ids);
    this.vectors = vectors;
    this.attributes = Collections.unmodifiableList(attributes);
    this.rowOfId = rowOfId;
    this.rankOfRow = ranks(ids);
  }

  /** Takes lists that nobody changes any more; of each, the rows are the places. */
  static Datapoints of(List<String> ids, Vectors vectors, List<Attributes> attributes) {
    Map<String, Integer> rowOfId = new HashMap<>();
    for (int row = 0; row < ids.size(); row++) {
      rowOfId.put(ids.get(row), row);
    }
    return new Datapoints(ids, vectors, attributes, rowOfId);
  }

  int size() {
    return ids.size();
  }

  String id(int row) {
    return ids.get(row);
  }

  Attributes attributes(int row) {
    return attributes.get(row);
  }

  List<Attributes> attributes() {
    return attributes;
  }

  Vectors vectors() {
    return vectors;
  }

  OptionalInt rowOf(String id) {
    Integer row = rowOfId.get(id);
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }

  /** The position of each row's id in the order of all ids; it settles ties. */
  int[] rankOfRow() {
    return rankOfRow;
  }

  private static int[] ranks(List<String> ids) {
    int[] rowsById =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparing(ids::get))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[rowsById.length];
    Arrays.setAll(ranks, i -> i);
    for (int rank = 0; rank < rowsById.length; rank++) {
      ranks[rowsById[rank]] = rank;
    }
    return ranks;
  }

  /** Collects datapoints; one with an id seen before takes its place. Not thread-safe. */
  static final class Builder {
    private final List<String> ids = new ArrayList<>();
    private final FloatMatrix vectors;
    private final List<Attributes> attributes = new ArrayList<>();
    private final Map<String, Integer> rowOfId = new HashMap<>();
    private boolean built;

    Builder(int dimensions) {
      this.vectors = new FloatMatrix(dimensions);
    }

    Builder put(Datapoint datapoint) {
      String id = datapoint.id();
      float[] vector = datapoint.vector();
      if (built) {
        throw new IllegalStateException("the datapoints are built already");
      }
      if (vector.length != vectors.columns()) {
        throw new IllegalArgumentException(
            "datapoint %s has %d dimensions, the index has %d"
                .formatted(id, vector.length, vectors.columns()));
      }
      Integer row = rowOfId.putIfAbsent(id, ids.size());
      if (row == null) {
        ids.add(id);
        vectors.append(vector);
        attributes.add(datapoint.attributes());
      } else {
        vectors.set(row, vector);
        attributes.set(row, datapoint.attributes());
      }
      return this;
    }

    Datapoints build() {
      built = true;
      return new Datapoints(ids, vectors, attributes, rowOfId);
    }
  }
}
