package dev.visualsimilarity.pipeline.image;

import static dev.visualsimilarity.pipeline.json.YamlNodes.field;
import static dev.visualsimilarity.pipeline.json.YamlNodes.inputParameters;
import static dev.visualsimilarity.pipeline.json.YamlNodes.key;
import static dev.visualsimilarity.pipeline.json.YamlNodes.scalars;

import dev.visualsimilarity.pipeline.json.YamlNodes;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Where the document of a pipeline names images. */
final class ImageNodes {

  /** In the name of a parameter whose value is the image of a container. */
  private static final String IMAGE_PARAMETER = "container_image";

  private ImageNodes() {}

  /**
   * The images that tasks run in, and the defaults of parameters that name one, for containers that
   * a task has others run.
   */
  static Stream<ScalarNode> of(Node document) {
    Stream<ScalarNode> executors =
        scalars(
            field(document, "deploymentSpec").flatMap(spec -> field(spec, "executors")).stream()
                .flatMap(YamlNodes::values)
                .flatMap(executor -> field(executor, "container").stream())
                .flatMap(container -> field(container, "image").stream()));
    Stream<Node> components =
        Stream.concat(
            field(document, "root").stream(),
            field(document, "components").stream().flatMap(YamlNodes::values));
    return Stream.concat(executors, components.flatMap(ImageNodes::defaults));
  }

  /** Those that are an image: a default may be empty, or whatever the pipeline makes of it. */
  private static Stream<ScalarNode> defaults(Node component) {
    return inputParameters(component)
        .filter(parameter -> key(parameter).contains(IMAGE_PARAMETER))
        .flatMap(YamlNodes::defaultValue)
        .filter(image -> ImageReference.isReference(image.getValue()));
  }
}
