package dev.visualsimilarity.pipeline.image;

import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
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
                .flatMap(ImageNodes::values)
                .flatMap(executor -> field(executor, "container").stream())
                .flatMap(container -> field(container, "image").stream()));
    Stream<Node> components =
        Stream.concat(
            field(document, "root").stream(),
            field(document, "components").stream().flatMap(ImageNodes::values));
    return Stream.concat(executors, components.flatMap(ImageNodes::defaults));
  }

  /** Those that are an image: a default may be empty, or whatever the pipeline makes of it. */
  private static Stream<ScalarNode> defaults(Node component) {
    return scalars(
            field(component, "inputDefinitions")
                .flatMap(inputs -> field(inputs, "parameters"))
                .stream()
                .flatMap(ImageNodes::fields)
                .filter(parameter -> key(parameter).contains(IMAGE_PARAMETER))
                .flatMap(parameter -> field(parameter.getValueNode(), "defaultValue").stream()))
        .filter(image -> ImageReference.isReference(image.getValue()));
  }

  private static Stream<ScalarNode> scalars(Stream<Node> nodes) {
    return nodes.filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
  }

  private static Optional<Node> field(Node node, String name) {
    return fields(node)
        .filter(tuple -> key(tuple).equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private static Stream<Node> values(Node node) {
    return fields(node).map(NodeTuple::getValueNode);
  }

  private static Stream<NodeTuple> fields(Node node) {
    return node instanceof MappingNode map ? map.getValue().stream() : Stream.empty();
  }

  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }
}
