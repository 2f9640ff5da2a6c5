package dev.visualsimilarity.savedmodel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Makes models that can be inspected, though not run. */
final class TestModels {

  private TestModels() {}

  /** A model of float32 images of 8 x 6 pixels to four floats. */
  static Path write(Path directory) throws IOException {
    return write(directory, graph(List.of("serve"), Map.of("serving_default", signature())));
  }

  static Path write(Path directory, MetaGraphDef... graphs) throws IOException {
    Files.createDirectories(directory.resolve("variables"));
    SavedModel model =
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(1)
            .addAllMetaGraphs(List.of(graphs))
            .build();
    Files.write(directory.resolve("saved_model.pb"), model.toByteArray());
    Files.writeString(directory.resolve("variables/variables.index"), "none");
    return directory;
  }

  static MetaGraphDef graph(List<String> tags, Map<String, SignatureDef> signatures) {
    MetaGraphDef.Builder graph = MetaGraphDef.newBuilder();
    graph.getMetaInfoDefBuilder().addAllTags(tags);
    graph.getGraphDefBuilder().addNodeBuilder().setName("skipped");
    return graph.putAllSignatureDef(signatures).build();
  }

  static SignatureDef signature() {
    return signature(
        Map.of("images", tensor(DataType.DT_FLOAT, -1, 8, 6, 3)),
        Map.of("vectors", tensor(DataType.DT_FLOAT, -1, 4)));
  }

  static SignatureDef signature(Map<String, TensorInfo> inputs, Map<String, TensorInfo> outputs) {
    return SignatureDef.newBuilder().putAllInputs(inputs).putAllOutputs(outputs).build();
  }

  static TensorInfo tensor(DataType type, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      dimensions.addDimBuilder().setSize(size);
    }
    return TensorInfo.newBuilder().setDtype(type).setTensorShape(dimensions).build();
  }

  /** A directory as a .tar.gz, as TF Hub packs it: names start with {@code ./}. */
  static byte[] tarGz(Path directory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
        var files = Files.walk(directory)) {
      for (Path file : files.sorted().toList()) {
        tar.putArchiveEntry(new TarArchiveEntry(file, "./" + directory.relativize(file)));
        if (Files.isRegularFile(file)) {
          Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
