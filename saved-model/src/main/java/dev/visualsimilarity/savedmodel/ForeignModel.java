package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.storage.StorageUri;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of file that people keep models in and that is no SavedModel.
 *
 * @param suffixes of its names
 * @param kind what it is, for a person
 * @param remedy what makes a SavedModel of it
 */
record ForeignModel(List<String> suffixes, String kind, String remedy) {

  private static final String REEXPORT = "export the model as a SavedModel instead";

  // A checkpoint may lie beside the others, and the more telling kinds come first.
  private static final List<ForeignModel> KINDS =
      List.of(
          new ForeignModel(
              List.of(".keras", ".h5", ".hdf5"),
              "a Keras file",
              "load it in Keras and write a SavedModel with model.export(DIRECTORY)"),
          new ForeignModel(List.of("saved_model.pbtxt"), "a SavedModel in text form", REEXPORT),
          new ForeignModel(
              List.of(".pb", ".pbtxt"),
              "a graph of its own, such as a frozen one",
              "wrap it in a tf.function and write a SavedModel with tf.saved_model.save"),
          new ForeignModel(List.of(".tflite"), "a TensorFlow Lite model", REEXPORT),
          new ForeignModel(List.of(".onnx"), "an ONNX model", "convert it to a SavedModel"),
          new ForeignModel(
              List.of(".pt", ".pth", ".safetensors"),
              "a file of PyTorch weights",
              "convert the model to a SavedModel"),
          new ForeignModel(
              List.of(".zip", ".rar", ".7z", ".tar.bz2", ".tar.xz", ".tar.zst"),
              "an archive that is not unpacked",
              "unpack it, or pack it as .tar.gz"),
          new ForeignModel(
              List.of("checkpoint", ".index", ".ckpt"), "a checkpoint of variables", REEXPORT));

  /** Tells a file of such a kind among others: {@code x.h5, a Keras file; ...}. */
  static Optional<String> describe(List<StorageUri> files) {
    for (ForeignModel kind : KINDS) {
      for (StorageUri file : files) {
        String name = file.name().toLowerCase(Locale.ROOT);
        if (kind.suffixes.stream().anyMatch(name::endsWith)) {
          return Optional.of("%s, %s; %s".formatted(file.name(), kind.kind, kind.remedy));
        }
      }
    }
    return Optional.empty();
  }
}
