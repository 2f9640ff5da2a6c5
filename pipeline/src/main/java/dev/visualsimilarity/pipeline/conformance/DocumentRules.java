package dev.visualsimilarity.pipeline.conformance;

import dev.visualsimilarity.pipeline.json.Node;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules of the document as a whole, and of what makes it a component file. */
final class DocumentRules {

  /** Longest name or description that the services keep. */
  static final int MAX_TEXT = 1024;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,127}");
  private static final Pattern TASK = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private DocumentRules() {}

  /** Refuses what is no pipeline at all, by what it looks like. */
  static void checkKind(Node document) {
    if (document.field("pipelineSpec").exists()) {
      throw document.error("is a PipelineJob; give its pipelineSpec as a file of its own");
    }
    if (document.field("implementation").exists()) {
      throw document.error(
          "is a component of KFP version 1 (implementation); write it as IR, schema 2.1.0");
    }
    if (!document.field("pipelineInfo").exists() || !document.field("root").exists()) {
      throw document.error(
          "has no pipelineInfo or no root; a pipeline in KFP v2 IR YAML is expected");
    }
  }

  /** Checks names and texts of the document, and a component file's agreement with itself. */
  static void check(Node document) {
    Node info = document.field("pipelineInfo");
    String name = info.field("name").text();
    if (!NAME.matcher(name).matches()) {
      throw info.field("name")
          .error(
              "is %s; allowed are lower-case letters, digits and hyphens, 128 at most, a letter or digit first"
                  .formatted(name));
    }
    for (String text : Set.of("displayName", "description")) {
      checkLength(info.field(text));
    }
    checkTasks(document.field("root"));
    document.field("components").fields().values().forEach(DocumentRules::checkTasks);
    if (document.field("components").field("comp-" + name).exists()) {
      checkComponentFile(document, name);
    }
  }

  static void checkLength(Node text) {
    if (text.exists() && text.value().getAsString().length() > MAX_TEXT) {
      throw text.error(
          "has %d characters; allowed are %d"
              .formatted(text.value().getAsString().length(), MAX_TEXT));
    }
  }

  private static void checkTasks(Node component) {
    component
        .field("dag")
        .field("tasks")
        .fields()
        .forEach(
            (name, task) -> {
              if (!TASK.matcher(name).matches()) {
                throw task.error(
                    "is no name of a task; allowed are lower-case letters, digits and hyphens");
              }
            });
  }

  /**
   * The SDK takes the interface of a file from the component that is named like the pipeline, and
   * the file for a container component if an executor is named so too.
   */
  private static void checkComponentFile(Node document, String name) {
    Node component = document.field("components").field("comp-" + name);
    Node root = document.field("root");
    for (String part : Set.of("inputDefinitions", "outputDefinitions")) {
      if (!Objects.equals(component.field(part).value(), root.field(part).value())) {
        throw root.field(part)
            .error(
                "differs from that of comp-%s; the SDK reads a file named like one of its components by that component"
                    .formatted(name));
      }
    }
    Node executor = document.field("deploymentSpec").field("executors").field("exec-" + name);
    if (!executor.exists()) {
      throw component.error(
          "is named like the file, but there is no executor exec-%s; the SDK would not load it as a container component"
              .formatted(name));
    }
    if (root.field("dag").field("tasks").fields().size() != 1) {
      throw root.field("dag").field("tasks").error("of a component file must be one task");
    }
    if (executor.field("container").field("env").exists()) {
      throw executor
          .field("container")
          .field("env")
          .error("breaks the SDK when the component is used; pass arguments");
    }
  }
}
