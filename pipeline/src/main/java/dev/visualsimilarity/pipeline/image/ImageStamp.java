package dev.visualsimilarity.pipeline.image;

import dev.visualsimilarity.error.UserException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Puts other references in the place of a pipeline's images and leaves every other character as it
 * is: comments but for the defaults in the header, order, flow style.
 */
public final class ImageStamp {

  private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*\\s+)+");
  private static final Pattern HEADER = Pattern.compile("(?:#.*\\R)+");

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
    Compose compose = new Compose(LoadSettings.builder().build());
    List<ScalarNode> images =
        compose.composeString(text).stream()
            .flatMap(ImageNodes::of)
            // An alias is the node of its anchor once more.
            .distinct()
            .collect(Collectors.toCollection(ArrayList::new));
    // From the end, so that the places of those before stay as they were read.
    images.sort(Comparator.comparingInt(ImageStamp::start).reversed());
    StringBuilder result = new StringBuilder(text);
    for (ScalarNode image : images) {
      ImageReference old = ImageReference.parse(image.getValue());
      ImageReference reference = replace.apply(old);
      if (!reference.equals(old)) {
        stamped.put(old, reference);
        int from = afterProperties(text.offsetByCodePoints(0, start(image)));
        int to = text.offsetByCodePoints(0, index(image.getEndMark()));
        result.replace(from, to, reference.toString());
      }
    }
    return withHeader(result.toString());
  }

  /** The comments at the top, where compilers of KFP list the defaults of the inputs. */
  private String withHeader(String result) {
    Matcher header = HEADER.matcher(result);
    if (!header.lookingAt()) {
      return result;
    }
    String lines = header.group();
    for (Map.Entry<ImageReference, ImageReference> entry : stamped.entrySet()) {
      lines =
          lines.replace(
              "[Default: '" + entry.getKey() + "']", "[Default: '" + entry.getValue() + "']");
    }
    return lines + result.substring(header.end());
  }

  /** What was replaced, and by what. */
  public Map<ImageReference, ImageReference> stamped() {
    return stamped;
  }

  /** The anchor and the tag of a node are part of it, but not of its value. */
  private int afterProperties(int from) {
    Matcher properties = PROPERTIES.matcher(text).region(from, text.length());
    return properties.lookingAt() ? properties.end() : from;
  }

  private static int start(ScalarNode node) {
    return index(node.getStartMark());
  }

  private static int index(Optional<Mark> mark) {
    return mark.map(Mark::getIndex)
        .orElseThrow(() -> UserException.failed("the YAML parser gives no places"));
  }
}
