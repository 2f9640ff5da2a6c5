package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.exact.ExactIndex;
import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.filter.RestrictIndex;
import dev.visualsimilarity.emulator.engine.leaf.LeafIndex;
import dev.visualsimilarity.emulator.engine.search.VectorIndex;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An index at one moment: datapoints, restricts, and the structure that searches them. Immutable,
 * safe for any number of threads; a change makes a new one.
 *
 * <p>Rows are numbered from 0, in the order in which the ids first came. What is built is in
 * memory; what is opened maps its vectors from the file, for as long as anything refers to it.
 */
public final class IndexSnapshot {
  private final IndexSettings settings;
  private final Datapoints datapoints;
  private final RestrictIndex restricts;
  private final Optional<LeafIndex> leaves;
  private final SnapshotSearch search;

  private IndexSnapshot(
      IndexSettings settings,
      Datapoints datapoints,
      VectorSpace space,
      Optional<LeafIndex> leaves) {
    this.settings = settings;
    this.datapoints = datapoints;
    this.restricts = new RestrictIndex(datapoints.attributes());
    this.leaves = leaves;
    VectorIndex index =
        leaves
            .<VectorIndex>map(i -> i)
            .orElseGet(() -> new ExactIndex(space, datapoints.rankOfRow()));
    this.search = new SnapshotSearch(settings, datapoints, restricts, space, index);
  }

  /** An index without datapoints. */
  public static IndexSnapshot empty(IndexSettings settings) {
    return new Builder(settings).build();
  }

  /**
   * Opens what {@link #save} has written. All of it is read once, to see that it is whole; then the
   * vectors are mapped. The files must not be written to as long as the snapshot is used; they may
   * be moved.
   *
   * @throws dev.visualsimilarity.emulator.engine.file.IndexFileException if a file is damaged, cut
   *     off, or of a version that this program does not read
   */
  public static IndexSnapshot open(Path directory) throws IOException {
    return new SnapshotFiles(directory).open();
  }

  /** Builds the search structure; for an approximate index, that is the work. */
  static IndexSnapshot build(IndexSettings settings, Datapoints datapoints) {
    VectorSpace space = space(settings, datapoints);
    Optional<LeafIndex> leaves =
        settings
            .treeAh()
            .filter(treeAh -> datapoints.size() > 0)
            .map(
                treeAh ->
                    LeafIndex.build(
                        space, datapoints.rankOfRow(), treeAh.leafNodeEmbeddingCount()));
    return new IndexSnapshot(settings, datapoints, space, leaves);
  }

  /** Reads the search structure of an approximate index, and makes that of an exact one. */
  static IndexSnapshot read(
      IndexSettings settings, Datapoints datapoints, Optional<PayloadReader> leavesIn)
      throws IOException {
    VectorSpace space = space(settings, datapoints);
    Optional<LeafIndex> leaves = Optional.empty();
    if (leavesIn.isPresent()) {
      leaves = Optional.of(LeafIndex.read(leavesIn.get(), space, datapoints.rankOfRow()));
    }
    return new IndexSnapshot(settings, datapoints, space, leaves);
  }

  /**
   * Writes everything into a directory that is empty or does not exist. When this returns, it is on
   * the disk; a crash before leaves files that {@link #open} refuses or misses.
   */
  public void save(Path directory) throws IOException {
    new SnapshotFiles(directory).write(settings, datapoints, leaves);
  }

  /** What the index was built with. */
  public IndexSettings settings() {
    return settings;
  }

  /** How many datapoints there are. */
  public int size() {
    return datapoints.size();
  }

  /** The type (Long, Float or Double) of each namespace of numeric restricts. */
  public Map<String, Class<? extends Number>> numericTypes() {
    return restricts.numericTypes();
  }

  /** The id of a row. */
  public String id(int row) {
    return datapoints.id(row);
  }

  /** The attributes of a row. */
  public Attributes attributes(int row) {
    return datapoints.attributes(row);
  }

  /** The datapoint of a row, its vector as it was given. */
  public Datapoint datapoint(int row) {
    return new Datapoint(
        datapoints.id(row), datapoints.vectors().copyOfRow(row), datapoints.attributes(row));
  }

  /** The row of an id. */
  public OptionalInt rowOf(String id) {
    return datapoints.rowOf(id);
  }

  /** The datapoint with an id. */
  public Optional<Datapoint> find(String id) {
    return rowOf(id).stream().mapToObj(this::datapoint).findFirst();
  }

  /**
   * The nearest datapoints of each query, nearest first, equally near ones by id.
   *
   * @throws IllegalArgumentException if a query's vector has another length than the index, or a
   *     numeric condition another type than its namespace
   */
  public List<List<Neighbor>> search(List<Query> queries) {
    return search.search(queries, Optional.empty());
  }

  /**
   * Searches as if only some rows were there: for datapoints that were removed or replaced since
   * the snapshot was made.
   *
   * @param live the rows that may be found; not changed
   */
  public List<List<Neighbor>> search(List<Query> queries, BitSet live) {
    return search.search(queries, Optional.of(live));
  }

  private static VectorSpace space(IndexSettings settings, Datapoints datapoints) {
    return new VectorSpace(
        datapoints.vectors(), settings.distanceMeasure().measure(), settings.unitLength());
  }

  /**
   * Collects the datapoints of a new snapshot, one by one. Their vectors are copied into what the
   * snapshot will use: nothing is held twice. Not thread-safe.
   */
  public static final class Builder {
    private final IndexSettings settings;
    private final Datapoints.Builder datapoints;

    /** Begins without datapoints. */
    public Builder(IndexSettings settings) {
      this.settings = settings;
      this.datapoints = new Datapoints.Builder(settings.dimensions());
    }

    /** Adds all datapoints of another snapshot but the given ones. */
    public Builder putAllBut(Set<String> ids, IndexSnapshot other) {
      for (int row = 0; row < other.size(); row++) {
        if (!ids.contains(other.id(row))) {
          datapoints.put(other.datapoint(row));
        }
      }
      return this;
    }

    /** Adds the datapoints of some rows of another snapshot. */
    public Builder putAll(IndexSnapshot other, BitSet rows) {
      rows.stream().forEach(row -> datapoints.put(other.datapoint(row)));
      return this;
    }

    /** Adds a datapoint, or replaces the one with its id. The vector is copied. */
    public Builder put(Datapoint datapoint) {
      datapoints.put(datapoint);
      return this;
    }

    /** Builds the search structure; for an approximate index, that is the work. */
    public IndexSnapshot build() {
      return IndexSnapshot.build(settings, datapoints.build());
    }
  }
}
