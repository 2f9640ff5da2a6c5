package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonElement;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.json.Node;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a pipeline: KFP v2 IR YAML, schema 2.1.0. What would change a run and is not provided for
 * is refused rather than ignored; what only concerns a service (caching, resources, display names)
 * is passed over.
 */
public final class PipelineReader {

  private static final String SCHEMA_VERSION = "2.1.0";

  private final Node document;
  private final Map<String, Component.Implementation> containers = new LinkedHashMap<>();

  private PipelineReader(Node document) {
    this.document = document;
  }

  /**
   * Reads a file and checks that its references hold.
   *
   * @throws UserException that names the place if the file is no such pipeline
   */
  public static PipelineSpec read(Path file) {
    return read(Node.document(file));
  }

  /** As {@link #read(Path)}, of a document that was read already. */
  public static PipelineSpec read(Node document) {
    PipelineSpec spec = new PipelineReader(document).spec();
    new GraphCheck(document, spec).check();
    return spec;
  }

  private PipelineSpec spec() {
    requireSchema(document);
    document
        .field("deploymentSpec")
        .field("executors")
        .fields()
        .forEach((label, node) -> containers.put(label, container(label, node)));
    Map<String, Component> components = new LinkedHashMap<>();
    document
        .field("components")
        .fields()
        .forEach((name, node) -> components.put(name, component(name, node)));
    Component root = component("root", document.field("root"));
    if (!(root.implementation() instanceof Dag)) {
      throw document.field("root").error("has no dag");
    }
    return new PipelineSpec(document.field("pipelineInfo").field("name").text(), root, components);
  }

  /** Refuses what is no pipeline, or one of another schema. */
  static void requireSchema(Node document) {
    if (!document.field("pipelineInfo").exists() || !document.field("root").exists()) {
      throw document.error(
          "has no pipelineInfo or no root; a pipeline in KFP v2 IR YAML is expected");
    }
    Node version = document.field("schemaVersion");
    if (!version.text().equals(SCHEMA_VERSION)) {
      throw version.error("is " + version.text() + "; only " + SCHEMA_VERSION + " is supported");
    }
  }

  private static Container container(String label, Node executor) {
    executor.only("executor " + label, Set.of("container"));
    Node node = executor.field("container");
    Map<String, String> env = new LinkedHashMap<>();
    for (Node variable : node.field("env").items()) {
      Node value = variable.field("value");
      env.put(variable.field("name").text(), value.exists() ? value.value().getAsString() : "");
    }
    Container container =
        new Container(
            node.field("image").text(),
            node.field("command").texts(),
            node.field("args").texts(),
            env);
    if (container.command().isEmpty()) {
      throw node.error("has no command; the image's entry point is never used");
    }
    return container;
  }

  private Component component(String name, Node node) {
    Node inputs = node.field("inputDefinitions");
    Node outputs = node.field("outputDefinitions");
    Map<String, InputParameter> parameters = new LinkedHashMap<>();
    inputs.field("parameters").fields().forEach((key, in) -> parameters.put(key, input(in)));
    Map<String, ParameterType> outputTypes = new LinkedHashMap<>();
    outputs.field("parameters").fields().forEach((key, out) -> outputTypes.put(key, type(out)));
    return new Component(
        name,
        parameters,
        artifacts(inputs.field("artifacts")),
        outputTypes,
        artifacts(outputs.field("artifacts")),
        implementation(node));
  }

  private Component.Implementation implementation(Node node) {
    Optional<Node> dag = node.find("dag");
    if (dag.isPresent()) {
      return DagReader.read(dag.get());
    }
    String label = node.field("executorLabel").text();
    if (!containers.containsKey(label)) {
      throw node.error("names an executor that deploymentSpec does not have: " + label);
    }
    return containers.get(label);
  }

  static InputParameter input(Node node) {
    ParameterType type = type(node);
    Optional<JsonElement> value = node.find("defaultValue").map(Node::value);
    if (value.isPresent() && !type.accepts(value.get())) {
      throw node.error("has the default %s, which is not %s".formatted(value.get(), type));
    }
    String description = node.find("description").map(Node::text).orElse("");
    return new InputParameter(type, value, node.field("isOptional").flag(), description);
  }

  private static ParameterType type(Node node) {
    String name = node.field("parameterType").text();
    for (ParameterType type : ParameterType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw node.error("has the type " + name + ", which run does not support");
  }

  static Map<String, ArtifactDefinition> artifacts(Node node) {
    Map<String, ArtifactDefinition> artifacts = new LinkedHashMap<>();
    node.fields()
        .forEach(
            (name, artifact) -> {
              Node type = artifact.field("artifactType");
              artifacts.put(
                  name,
                  new ArtifactDefinition(
                      type.find("schemaTitle").map(Node::text).orElse("system.Artifact"),
                      type.find("schemaVersion").map(Node::text).orElse("0.0.1"),
                      artifact.field("isOptional").flag(),
                      artifact.field("isArtifactList").flag()));
            });
    return artifacts;
  }
}
