package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.emulator.engine.file.Directories;
import dev.visualsimilarity.emulator.engine.file.IndexFile;
import dev.visualsimilarity.emulator.engine.file.IndexFileException;
import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import dev.visualsimilarity.emulator.engine.leaf.LeafIndex;
import dev.visualsimilarity.emulator.engine.vectors.MappedVectors;
import dev.visualsimilarity.emulator.engine.vectors.RowCursor;
import dev.visualsimilarity.emulator.engine.vectors.Vectors;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a snapshot, in a directory of its own. Each has a header with a checksum ({@link
 * dev.visualsimilarity.emulator.engine.file}); numbers are little-endian. The payloads:
 *
 * <pre>
 * vectors.bin     float32 for each component of each row, nothing between them, so that it is mapped
 * datapoints.bin  ids and attributes, see {@link DatapointsFile}
 * leaves.bin      of an approximate index that is not empty, see {@link LeafIndex#write}
 * index.bin       int32  rows
 *                 int32  dimensions
 *                 text   distance measure
 *                 text   feature norm
 *                 byte   1 if an approximate index's settings follow, else 0
 *                 int32  leafNodeEmbeddingCount
 *                 float64 fractionLeafNodesToSearch
 *                 int32  approximateNeighborsCount
 *                 int32  checksum of vectors.bin's payload, datapoints.bin's, and leaves.bin's (0
 *                        where there is none): files of two snapshots do not pass for one
 * </pre>
 */
final class SnapshotFiles {
  private static final String INDEX = "index";
  private static final String VECTORS = "vectors";
  private static final String DATAPOINTS = "datapoints";
  private static final String LEAVES = "leaves";

  /** What {@link #INDEX} holds. */
  private record Contents(IndexSettings settings, int rows, List<Integer> checksums) {}

  private final Path directory;

  SnapshotFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes a snapshot into a directory that is empty or does not exist, and onto the disk. */
  void write(IndexSettings settings, Datapoints datapoints, Optional<LeafIndex> leaves)
      throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new DirectoryNotEmptyException(directory.toString());
      }
    }
    List<Integer> checksums =
        List.of(
            write(VECTORS, out -> writeVectors(datapoints.vectors(), out)),
            write(DATAPOINTS, out -> DatapointsFile.write(datapoints, out)),
            leaves.isPresent() ? write(LEAVES, leaves.get()::write) : 0);
    Contents contents = new Contents(settings, datapoints.size(), checksums);
    write(INDEX, out -> writeContents(contents, out));
    // The directory's own entries, too: what a crash after this finds is complete.
    Directories.force(directory);
  }

  /** Checks and opens what {@link #write} has written. */
  IndexSnapshot open() throws IOException {
    Contents contents;
    try (PayloadReader in = check(INDEX).read()) {
      contents = readContents(in);
      in.requireEnd();
    }
    IndexFile vectorsFile = check(VECTORS, contents.checksums.get(0));
    Vectors vectors = MappedVectors.map(vectorsFile, contents.rows, contents.settings.dimensions());
    List<String> ids = new ArrayList<>(contents.rows);
    List<Attributes> attributes = new ArrayList<>(contents.rows);
    try (PayloadReader in = check(DATAPOINTS, contents.checksums.get(1)).read()) {
      DatapointsFile.read(in, contents.rows, ids, attributes);
      in.requireEnd();
    }
    Datapoints datapoints = Datapoints.of(ids, vectors, attributes);
    if (contents.settings.treeAh().isEmpty() || contents.rows == 0) {
      return IndexSnapshot.read(contents.settings, datapoints, Optional.empty());
    }
    try (PayloadReader in = check(LEAVES, contents.checksums.get(2)).read()) {
      IndexSnapshot snapshot = IndexSnapshot.read(contents.settings, datapoints, Optional.of(in));
      in.requireEnd();
      return snapshot;
    }
  }

  private interface Payload {
    void write(PayloadWriter out) throws IOException;
  }

  private int write(String kind, Payload payload) throws IOException {
    try (PayloadWriter out = new PayloadWriter(path(kind), kind)) {
      payload.write(out);
      return out.finish();
    }
  }

  private static void writeVectors(Vectors vectors, PayloadWriter out) throws IOException {
    RowCursor cursor = vectors.cursor();
    for (int row = 0; row < vectors.rows(); row++) {
      cursor.move(row, 1);
      out.writeFloats(cursor.array(), cursor.offset(), vectors.columns());
    }
  }

  private static void writeContents(Contents contents, PayloadWriter out) throws IOException {
    IndexSettings settings = contents.settings;
    out.writeInt(contents.rows);
    out.writeInt(settings.dimensions());
    out.writeText(settings.distanceMeasure().name());
    out.writeText(settings.featureNorm().name());
    out.writeByte(settings.treeAh().isPresent() ? 1 : 0);
    if (settings.treeAh().isPresent()) {
      TreeAhSettings treeAh = settings.treeAh().get();
      out.writeInt(treeAh.leafNodeEmbeddingCount());
      out.writeDouble(treeAh.fractionLeafNodesToSearch());
      out.writeInt(treeAh.approximateNeighborsCount());
    }
    for (int checksum : contents.checksums) {
      out.writeInt(checksum);
    }
  }

  private static Contents readContents(PayloadReader in) throws IOException {
    int rows = in.readCount("rows", Integer.MAX_VALUE);
    int dimensions = in.readCount("dimensions", Integer.MAX_VALUE);
    DistanceMeasure measure = DistanceMeasure.valueOf(in.readText());
    FeatureNorm norm = FeatureNorm.valueOf(in.readText());
    Optional<TreeAhSettings> treeAh =
        in.readByte() == 0
            ? Optional.empty()
            : Optional.of(new TreeAhSettings(in.readInt(), in.readDouble(), in.readInt()));
    List<Integer> checksums = List.of(in.readInt(), in.readInt(), in.readInt());
    return new Contents(new IndexSettings(dimensions, measure, norm, treeAh), rows, checksums);
  }

  private IndexFile check(String kind) throws IOException {
    return IndexFile.check(path(kind), kind);
  }

  private IndexFile check(String kind, int checksum) throws IOException {
    IndexFile file = check(kind);
    if (file.checksum() != checksum) {
      throw IndexFileException.damaged(
          file.path(), "it belongs to another index than the %s beside it".formatted(path(INDEX)));
    }
    return file;
  }

  private Path path(String kind) {
    return directory.resolve(kind + ".bin");
  }
}
