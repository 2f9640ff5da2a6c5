package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
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
  private final FloatMatrix vectors;
  private final List<Attributes> attributes;
  private final Map<String, Integer> rowOfId;
  private final int[] rankOfRow;

  private Datapoints(Builder builder) {
    this.ids = Collections.unmodifiableList(builder.ids);
    this.vectors = builder.vectors;
    this.attributes = Collections.unmodifiableList(builder.attributes);
    this.rowOfId = builder.rowOfId;
    this.rankOfRow = ranks(ids);
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

  FloatMatrix vectors() {
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
      return put(datapoint.id(), datapoint.vector(), datapoint.attributes());
    }

    Builder put(String id, float[] vector, Attributes attributesOfId) {
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
        attributes.add(attributesOfId);
      } else {
        vectors.set(row, vector);
        attributes.set(row, attributesOfId);
      }
      return this;
    }

    Datapoints build() {
      built = true;
      return new Datapoints(this);
    }
  }
}
