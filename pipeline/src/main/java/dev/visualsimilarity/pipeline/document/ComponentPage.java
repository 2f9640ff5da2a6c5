package dev.visualsimilarity.pipeline.document;

import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.json.Node;
import dev.visualsimilarity.pipeline.placeholder.ValueText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of a component: {@code README.md}, from component.yaml and metadata.yaml. */
public final class ComponentPage {

  private final Node document;
  private final Metadata metadata;
  private final StringBuilder page = new StringBuilder();

  private ComponentPage(Node document, Metadata metadata) {
    this.document = document;
    this.metadata = metadata;
  }

  /**
   * The text of the page.
   *
   * @param folder of the component
   * @throws dev.visualsimilarity.error.UserException if one of its files is not as it should be
   */
  public static String of(Path folder) {
    Node document = Node.document(folder.resolve("component.yaml"));
    Conformance.read(document);
    Metadata metadata = Metadata.read(folder.resolve("metadata.yaml"));
    return new ComponentPage(document, metadata).text();
  }

  private String text() {
    String name = metadata.name();
    line("# " + name);
    line("");
    line(
        "<!-- Written by ./visual-similarity document, from component.yaml and metadata.yaml. -->");
    line("");
    line(document.field("pipelineInfo").field("description").text() + " " + metadata.purpose());
    line("");
    line(
        "%s; %s. Image `%s`. [component.yaml](component.yaml) is the component as a KFP v2 pipeline of one task."
            .formatted(metadata.stability(), String.join(", ", metadata.tags()), image()));
    table("Inputs", "inputDefinitions", true);
    table("Outputs", "outputDefinitions", false);
    list("Permissions", metadata.permissions());
    list("Costs and time", metadata.costs());
    examples();
    return page.toString();
  }

  private void table(String title, String direction, boolean defaults) {
    line("");
    line("## " + title);
    line("");
    line(defaults ? "| name | type | default | description |" : "| name | type | description |");
    line(defaults ? "|---|---|---|---|" : "|---|---|---|");
    Node definitions = document.field("root").field(direction);
    definitions
        .field("parameters")
        .fields()
        .forEach((name, node) -> row(name, node.field("parameterType").text(), node, defaults));
    definitions
        .field("artifacts")
        .fields()
        .forEach(
            (name, node) ->
                row(name, node.field("artifactType").field("schemaTitle").text(), node, defaults));
  }

  private void row(String name, String type, Node definition, boolean defaults) {
    String value = "";
    if (defaults) {
      Optional<Node> fallback = definition.find("defaultValue");
      value =
          " %s |"
              .formatted(
                  fallback
                      .map(node -> ValueText.of(node.value()))
                      .map(text -> text.isEmpty() ? "`''`" : "`" + text + "`")
                      .orElse("required"));
    }
    String description = definition.field("description").text().replace("|", "\\|");
    line("| `%s` | %s |%s %s |".formatted(name, type, value, description));
  }

  private void list(String title, List<String> sentences) {
    line("");
    line("## " + title);
    line("");
    sentences.forEach(sentence -> line("- " + sentence));
  }

  private void examples() {
    line("");
    line("## Example");
    line("");
    line("By hand, from the folder of the project (`--help` lists all flags):");
    line("");
    line("    ./visual-similarity component " + metadata.name() + flags());
    line("");
    line(
        "In its container; the outputs are in `out` afterwards, the credentials are yours of gcloud:");
    line("");
    line(
        "    mkdir -p out && docker run --rm -v \"$PWD/out:/out\" -v \"$HOME/.config/gcloud:/gcloud:ro\" -e GOOGLE_APPLICATION_CREDENTIALS=/gcloud/application_default_credentials.json \\");
    line("        " + image() + flags() + " --output-dir /out");
    line("");
    line(
        "As a task of a pipeline in IR YAML, with `comp-%s` and `exec-%s` of component.yaml among its `components` and `executors`:"
            .formatted(metadata.name(), metadata.name()));
    line("");
    line("```yaml");
    line(metadata.name() + ":");
    line("  taskInfo: {name: " + metadata.name() + "}");
    line("  componentRef: {name: comp-" + metadata.name() + "}");
    line("  cachingOptions: {}");
    line("  retryPolicy: {maxRetryCount: 2, backoffDuration: 30s}");
    line("  inputs:");
    line("    parameters:");
    metadata
        .example()
        .forEach(
            (name, value) ->
                line(
                    "      %s: {runtimeValue: {constant: %s}}"
                        .formatted(name, constant(name, value))));
    line("```");
    line("");
    line("Or by the KFP SDK: `kfp.components.load_component_from_file(\"component.yaml\")`.");
  }

  private String constant(String name, String value) {
    String type =
        document
            .field("root")
            .field("inputDefinitions")
            .field("parameters")
            .field(name)
            .field("parameterType")
            .text();
    return type.equals("STRING") ? "\"" + value + "\"" : value;
  }

  private String flags() {
    StringBuilder flags = new StringBuilder();
    for (Map.Entry<String, String> input : metadata.example().entrySet()) {
      String value = input.getValue();
      String word = value.matches("[A-Za-z0-9_./:=-]+") ? value : "'" + value + "'";
      flags.append(" \\\n        --%s %s".formatted(input.getKey().replace('_', '-'), word));
    }
    return flags.toString();
  }

  private String image() {
    return document
        .field("deploymentSpec")
        .field("executors")
        .field("exec-" + metadata.name())
        .field("container")
        .field("image")
        .text();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
