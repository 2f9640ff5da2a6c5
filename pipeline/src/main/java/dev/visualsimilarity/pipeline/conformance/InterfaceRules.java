package dev.visualsimilarity.pipeline.conformance;

import dev.visualsimilarity.pipeline.json.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules of inputs and outputs: names, types of artifacts, descriptions. */
final class InterfaceRules {

  /** The KFP SDK calls what a Python function returns Output. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*|Output");

  /** What the compiler of the SDK calls the inputs and outputs of graphs in graphs. */
  private static final Pattern CHANNEL = Pattern.compile("pipelinechannel--[a-z0-9][a-z0-9_-]*");

  /** Those that both services know; {@code google.} has more, which Vertex AI alone keeps apart. */
  private static final Set<String> SYSTEM_TYPES =
      Set.of(
          "system.Artifact",
          "system.Dataset",
          "system.Model",
          "system.Metrics",
          "system.ClassificationMetrics",
          "system.SlicedClassificationMetrics",
          "system.HTML",
          "system.Markdown");

  private InterfaceRules() {}

  static void check(Node document) {
    check(document.field("root"), false);
    document.field("components").fields().values().forEach(component -> check(component, true));
  }

  private static void check(Node component, boolean inner) {
    for (String direction : List.of("inputDefinitions", "outputDefinitions")) {
      Map<String, Node> parameters = component.field(direction).field("parameters").fields();
      Map<String, Node> artifacts = component.field(direction).field("artifacts").fields();
      Set<String> names = new HashSet<>(parameters.keySet());
      artifacts.forEach(
          (name, artifact) -> {
            if (!names.add(name)) {
              throw artifact.error(
                  "is called like a parameter; the SDK knows both by their names alone");
            }
            checkType(artifact.field("artifactType"));
          });
      parameters.forEach((name, parameter) -> checkName(name, parameter, inner));
      artifacts.forEach((name, artifact) -> checkName(name, artifact, inner));
      parameters.values().forEach(InterfaceRules::checkParameter);
    }
  }

  private static void checkName(String name, Node node, boolean inner) {
    boolean valid = NAME.matcher(name).matches() || (inner && CHANNEL.matcher(name).matches());
    if (!valid) {
      throw node.error(
          "is no name of an input or output; allowed are lower-case letters, digits and _, a letter first");
    }
    DocumentRules.checkLength(node.field("description"));
  }

  private static void checkParameter(Node parameter) {
    if (!parameter.field("parameterType").exists()) {
      throw parameter.error("has no parameterType");
    }
  }

  private static void checkType(Node type) {
    String title = type.field("schemaTitle").text();
    if (!SYSTEM_TYPES.contains(title) && !title.startsWith("google.")) {
      throw type.field("schemaTitle")
          .error(
              "is %s; allowed are %s, and google. types"
                  .formatted(title, String.join(", ", SYSTEM_TYPES.stream().sorted().toList())));
    }
    if (!type.field("schemaVersion").exists()) {
      throw type.error("has no schemaVersion, without which the SDK does not load it; give 0.0.1");
    }
  }
}
