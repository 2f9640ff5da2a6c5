package dev.visualsimilarity.pipeline.json;

import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The parts of a YAML document whose nodes know their places in the text. */
public final class YamlNodes {

  private YamlNodes() {}

  /** A field of a map. */
  public static Optional<Node> field(Node node, String name) {
    return fields(node)
        .filter(tuple -> key(tuple).equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  /** The values of a map; none of anything else. */
  public static Stream<Node> values(Node node) {
    return fields(node).map(NodeTuple::getValueNode);
  }

  /** Those that are scalars. */
  public static Stream<ScalarNode> scalars(Stream<Node> nodes) {
    return nodes.filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
  }

  /** The declarations of a component's input parameters, by name. */
  public static Stream<NodeTuple> inputParameters(Node component) {
    return field(component, "inputDefinitions")
        .flatMap(inputs -> field(inputs, "parameters"))
        .stream()
        .flatMap(YamlNodes::fields);
  }

  /** The default of a declaration, if it has one that is a scalar. */
  public static Stream<ScalarNode> defaultValue(NodeTuple parameter) {
    return scalars(field(parameter.getValueNode(), "defaultValue").stream());
  }

  /** The name of a field. */
  public static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }

  private static Stream<NodeTuple> fields(Node node) {
    return node instanceof MappingNode map ? map.getValue().stream() : Stream.empty();
  }
}
