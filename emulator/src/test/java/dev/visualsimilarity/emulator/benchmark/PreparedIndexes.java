package dev.visualsimilarity.emulator.benchmark;

import com.spotify.voyager.jni.Index;
import com.spotify.voyager.jni.Index.SpaceType;
import com.spotify.voyager.jni.Index.StorageDataType;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.FeatureNorm;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.Query;
import dev.visualsimilarity.emulator.engine.TreeAhSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The indexes of one number of vectors, on disk, so that JMH's processes only open them. */
final class PreparedIndexes {
  static final int NEIGHBORS = 10;
  private static final int CHUNK = 5_000;
  private static final int QUERIES = 512;
  private static final int CANDIDATES = 50;
  private static final long CATALOG = 1;
  private static final long ASKED = 2;
  private static final int GRAPH_M = 16;
  private static final int GRAPH_EF_CONSTRUCTION = 100;

  private final Path directory;
  private final int rows;
  private final SyntheticEmbeddings embeddings = new SyntheticEmbeddings();

  PreparedIndexes(Path directory, int rows) {
    this.directory = directory.resolve("rows-" + rows);
    this.rows = rows;
  }

  /** Of the same kind as the vectors; none of them is in an index. */
  float[][] queryVectors() {
    return embeddings.vectors(ASKED, 0, QUERIES);
  }

  /** Queries for the nearest {@link #NEIGHBORS} of each. */
  List<Query> queries() {
    return Arrays.stream(queryVectors()).map(vector -> Query.of(vector, NEIGHBORS)).toList();
  }

  IndexSnapshot.Builder exactBuilder() {
    return builder(Optional.empty());
  }

  IndexSnapshot.Builder leafBuilder(int leafNodeEmbeddingCount) {
    return builder(Optional.of(new TreeAhSettings(leafNodeEmbeddingCount, 0.05, CANDIDATES)));
  }

  void saveExact(IndexSnapshot index) throws IOException {
    index.save(exactPath());
  }

  IndexSnapshot exact() throws IOException {
    return IndexSnapshot.open(exactPath());
  }

  void saveLeaves(IndexSnapshot index, int leafNodeEmbeddingCount) throws IOException {
    index.save(leafPath(leafNodeEmbeddingCount));
  }

  IndexSnapshot leaves(int leafNodeEmbeddingCount) throws IOException {
    return IndexSnapshot.open(leafPath(leafNodeEmbeddingCount));
  }

  /** Builds the graph that the engine is measured beside, with two threads. */
  void buildGraph() throws IOException {
    try (Index graph =
        new Index(
            SpaceType.InnerProduct,
            SyntheticEmbeddings.DIMENSIONS,
            GRAPH_M,
            GRAPH_EF_CONSTRUCTION,
            1,
            rows,
            StorageDataType.Float32)) {
      for (int from = 0; from < rows; from += CHUNK) {
        int first = from;
        float[][] vectors = embeddings.vectors(CATALOG, from, Math.min(CHUNK, rows - from));
        long[] labels = IntStream.range(0, vectors.length).mapToLong(i -> first + i).toArray();
        graph.addItems(vectors, labels, 2);
      }
      graph.saveIndex(graphPath());
    }
  }

  Index graph() {
    return Index.load(graphPath());
  }

  private IndexSnapshot.Builder builder(Optional<TreeAhSettings> treeAh) {
    IndexSnapshot.Builder builder =
        new IndexSnapshot.Builder(
            new IndexSettings(
                SyntheticEmbeddings.DIMENSIONS,
                DistanceMeasure.DOT_PRODUCT_DISTANCE,
                FeatureNorm.UNIT_L2_NORM,
                treeAh));
    for (int from = 0; from < rows; from += CHUNK) {
      float[][] vectors = embeddings.vectors(CATALOG, from, Math.min(CHUNK, rows - from));
      for (int i = 0; i < vectors.length; i++) {
        builder.put(new Datapoint("p" + (from + i), vectors[i], Attributes.NONE));
      }
    }
    return builder;
  }

  private Path exactPath() {
    return directory.resolve("exact");
  }

  private Path leafPath(int leafNodeEmbeddingCount) {
    return directory.resolve("leaf-" + leafNodeEmbeddingCount);
  }

  private String graphPath() {
    return directory.resolve("graph.voyager").toString();
  }
}
