package dev.visualsimilarity.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Embeddings of the first images of the sample catalog. */
final class SampleEmbeddings {

  /** The sample's table of 84 query images. */
  static final Path QUERIES = ProjectImages.SAMPLE.resolve("catalog/queries.csv");

  private SampleEmbeddings() {}

  /** Makes them, by the images of both components; returns their directory. */
  static Path of(Path folder, int images) throws Exception {
    Path catalog = ProjectImages.SAMPLE.resolve("catalog/catalog.csv");
    Path part = folder.resolve("part.csv");
    try (Stream<String> lines = Files.lines(catalog)) {
      List<String> first = lines.limit(images + 1L).toList();
      Files.write(part, first);
    }
    String tensors = folder.resolve("tensors").toString();
    Path embeddings = folder.resolve("embeddings");
    ComponentRun.of("preprocess", folder)
        .run(
            Map.of(
                "catalog_uri", part.toString(),
                "image_root_uri", catalog.getParent().toString(),
                "tensors_uri", tensors))
        .output("image_count");
    ComponentRun.of("extract-features", folder)
        .run(
            Map.of(
                "tensors_uri",
                tensors,
                "model_uri",
                ProjectImages.SAMPLE + "/model",
                "embeddings_uri",
                embeddings.toString()))
        .output("embedding_count");
    return embeddings;
  }
}
