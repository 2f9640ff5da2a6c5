package dev.visualsimilarity.pipeline.conformance;

import dev.visualsimilarity.pipeline.json.Node;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of containers: image, first word, environment, resources. */
final class ContainerRules {

  /** The older field of each limit, a number of cores or of GB, and the newer one, a quantity. */
  static final Map<String, String> LIMITS =
      Map.of("cpuLimit", "resourceCpuLimit", "memoryLimit", "resourceMemoryLimit");

  private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)([A-Za-z]*)");

  /** Gigabytes, or cores, of a unit. */
  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "", BigDecimal.ONE,
          "m", new BigDecimal("0.001"),
          "M", new BigDecimal("0.001"),
          "Mi", new BigDecimal("0.001048576"),
          "G", BigDecimal.ONE,
          "Gi", new BigDecimal("1.073741824"),
          "T", new BigDecimal("1000"));

  private ContainerRules() {}

  static void check(Node document) {
    for (Node executor : document.field("deploymentSpec").field("executors").fields().values()) {
      check(executor.field("container"), executor);
    }
  }

  private static void check(Node container, Node executor) {
    Node image = container.field("image");
    if (image.text().isBlank() || image.text().contains("{{")) {
      throw image.error("must be the reference of an image, without placeholders");
    }
    List<String> command = container.field("command").texts();
    if (command.isEmpty()) {
      throw executor.error("has no command; Kubeflow Pipelines never uses the image's entry point");
    }
    if (command.get(0).contains("{{")) {
      throw container
          .field("command")
          .error("begins with a placeholder, which Kubeflow Pipelines does not resolve there");
    }
    for (Node variable : container.field("env").items()) {
      Node value = variable.field("value");
      if (value.exists() && value.value().toString().contains("{{$")) {
        throw variable.error("has a placeholder, which no service resolves in env; use args");
      }
    }
    LIMITS.forEach((older, newer) -> checkLimit(container.field("resources"), older, newer));
  }

  private static void checkLimit(Node resources, String older, String newer) {
    Node limit = resources.field(newer);
    if (!limit.exists()) {
      return;
    }
    Matcher quantity = QUANTITY.matcher(limit.text());
    if (!quantity.matches() || !UNITS.containsKey(quantity.group(2))) {
      throw limit.error(
          "is %s; allowed are quantities such as 4 or 500m of cores, 16G or 512M of memory"
              .formatted(limit.text()));
    }
    BigDecimal wanted = new BigDecimal(quantity.group(1)).multiply(UNITS.get(quantity.group(2)));
    Node number = resources.field(older);
    if (number.exists() && number.value().getAsBigDecimal().compareTo(wanted) != 0) {
      throw number.error(
          "is %s, but %s is %s; services differ in which they read"
              .formatted(number.value(), newer, limit.text()));
    }
  }
}
