package dev.visualsimilarity.pipeline.json;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Puts other values in the place of some in the YAML of a pipeline and leaves every other character
 * as it is: comments but for the defaults in the header, order, flow style.
 */
public final class ScalarEdits {

  private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*\\s+)+");
  private static final Pattern HEADER = Pattern.compile("(?:#.*\\R)+");
  private static final Pattern PLAIN = Pattern.compile("[\\w./:@-]+");

  private final String text;

  /**
   * @param text YAML of a pipeline that conforms
   */
  public ScalarEdits(String text) {
    this.text = text;
  }

  /**
   * The text with other values.
   *
   * @param choice gives those that may be replaced, of the document
   * @param replace gives the value for one; itself where it stays
   */
  public String apply(Function<Node, Stream<ScalarNode>> choice, UnaryOperator<String> replace) {
    Compose compose = new Compose(LoadSettings.builder().build());
    // From the end, so that the places of those before stay as they were read.
    List<ScalarNode> nodes =
        compose.composeString(text).stream()
            .flatMap(choice)
            // An alias is the node of its anchor once more.
            .distinct()
            .sorted(Comparator.comparingInt(ScalarEdits::start).reversed())
            .toList();
    StringBuilder result = new StringBuilder(text);
    Map<String, String> replaced = new LinkedHashMap<>();
    for (ScalarNode node : nodes) {
      String value = replace.apply(node.getValue());
      if (!value.equals(node.getValue())) {
        replaced.put(node.getValue(), value);
        int from = afterProperties(text.offsetByCodePoints(0, start(node)));
        int to = text.offsetByCodePoints(0, index(node.getEndMark()));
        result.replace(from, to, written(node, value));
      }
    }
    return withHeader(result.toString(), replaced);
  }

  /** The comments at the top, where compilers of KFP list the defaults of the inputs. */
  private static String withHeader(String result, Map<String, String> replaced) {
    Matcher header = HEADER.matcher(result);
    if (!header.lookingAt()) {
      return result;
    }
    String lines = header.group();
    for (Map.Entry<String, String> entry : replaced.entrySet()) {
      lines =
          lines.replace(
              "[Default: '" + entry.getKey() + "']", "[Default: '" + entry.getValue() + "']");
    }
    return lines + result.substring(header.end());
  }

  /** In quotes where it had them, for a file in JSON, or where YAML would read another value. */
  private static String written(ScalarNode node, String value) {
    boolean plain =
        PLAIN.matcher(value).matches()
            && new Load(LoadSettings.builder().build()).loadFromString(value).equals(value);
    return plain && node.getScalarStyle() != ScalarStyle.DOUBLE_QUOTED
        ? value
        : Json.COMPACT.toJson(value);
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
