package dev.visualsimilarity.pipeline.image;

import dev.visualsimilarity.error.UserException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Puts other references in the place of a pipeline's images and leaves every other character as it
 * is: comments, order, quotes, flow style.
 */
public final class ImageStamp {

  private final String text;
  private final Map<ImageReference, ImageReference> stamped = new LinkedHashMap<>();

  /**
   * @param text YAML of a pipeline that conforms
   */
  public ImageStamp(String text) {
    this.text = text;
  }

  /**
   * The text with each image in the place of another.
   *
   * @param replace gives the reference for one; itself where it stays
   */
  public String apply(UnaryOperator<ImageReference> replace) {
    List<ScalarNode> images = new ArrayList<>();
    Compose compose = new Compose(LoadSettings.builder().build());
    Optional<Node> executors =
        compose
            .composeString(text)
            .flatMap(root -> field(root, "deploymentSpec"))
            .flatMap(spec -> field(spec, "executors"));
    if (executors.isPresent() && executors.get() instanceof MappingNode map) {
      for (NodeTuple executor : map.getValue()) {
        field(executor.getValueNode(), "container")
            .flatMap(container -> field(container, "image"))
            .filter(ScalarNode.class::isInstance)
            .map(ScalarNode.class::cast)
            .ifPresent(images::add);
      }
    }
    // From the end, so that the places of those before stay as they were read.
    images.sort(Comparator.comparingInt(ImageStamp::start).reversed());
    StringBuilder result = new StringBuilder(text);
    for (ScalarNode image : images) {
      ImageReference old = ImageReference.parse(image.getValue());
      ImageReference reference = replace.apply(old);
      if (!reference.equals(old)) {
        stamped.put(old, reference);
        int from = text.offsetByCodePoints(0, start(image));
        int to = text.offsetByCodePoints(0, index(image.getEndMark()));
        result.replace(from, to, reference.toString());
      }
    }
    return result.toString();
  }

  /** What was replaced, and by what. */
  public Map<ImageReference, ImageReference> stamped() {
    return stamped;
  }

  private static Optional<Node> field(Node node, String name) {
    if (!(node instanceof MappingNode map)) {
      return Optional.empty();
    }
    return map.getValue().stream()
        .filter(
            tuple -> tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private static int start(ScalarNode node) {
    return index(node.getStartMark());
  }

  private static int index(Optional<Mark> mark) {
    return mark.map(Mark::getIndex)
        .orElseThrow(() -> UserException.failed("the YAML parser gives no places"));
  }
}
