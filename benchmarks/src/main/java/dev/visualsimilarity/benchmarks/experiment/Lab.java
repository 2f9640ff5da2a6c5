package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.component.ComponentRunner;
import dev.visualsimilarity.benchmarks.component.Program;
import dev.visualsimilarity.benchmarks.component.Run;
import dev.visualsimilarity.benchmarks.data.ImageSet;
import dev.visualsimilarity.benchmarks.data.Model;
import dev.visualsimilarity.benchmarks.data.Pictures;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What experiments work with.
 *
 * @param work a folder on the disk to measure
 * @param model to embed with
 * @param photographs to make catalogs of
 * @param scale of the experiments
 * @param runner of components
 */
public record Lab(
    Path work, Model model, Pictures photographs, Scale scale, ComponentRunner runner) {

  /** The flags of preprocess for tensors that fit the model. */
  List<String> preprocess(ImageSet images, Path tensors, TensorType type) {
    return preprocess(images, tensors, type, model.spec().height(), model.spec().width());
  }

  /** The flags of preprocess for tensors of one shard. */
  static List<String> preprocess(
      ImageSet images, Path tensors, TensorType type, int height, int width) {
    return List.of(
        "--catalog-uri", images.catalog().toString(),
        "--tensors-uri", tensors.toString(),
        "--tensor-type", type.wireName(),
        "--image-height", Integer.toString(height),
        "--image-width", Integer.toString(width),
        "--shard-size", Integer.toString(images.size()));
  }

  /** The flags of extract-features for such tensors. */
  List<String> extract(Path tensors, Path embeddings, String... more) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--tensors-uri", tensors.toString(),
                "--shard", "0",
                "--model-uri", model.folder().toString(),
                "--embeddings-uri", embeddings.toString()));
    flags.addAll(List.of(more));
    return flags;
  }

  /** Makes the tensors of a catalog. */
  Path tensors(ImageSet images, TensorType type) throws IOException {
    Path tensors = work.resolve("tensors-" + type.wireName());
    Run run = runner.here(Program.PREPROCESS, preprocess(images, tensors, type));
    if ((long) run.metric("image_count") != images.size()) {
      throw new IOException("preprocess rejected pictures of the benchmark");
    }
    return tensors;
  }
}
