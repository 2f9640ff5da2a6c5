package dev.visualsimilarity.pipeline.conformance;

import dev.visualsimilarity.pipeline.json.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file may lack and still run, but not as its users would wish: texts for those who fill in
 * its form, resources that every service reads, retries, a decision about caching.
 */
public final class Completeness {

  private final Node document;
  private final List<String> findings = new ArrayList<>();
  private final Set<String> components = new LinkedHashSet<>();
  private final Set<String> executors = new LinkedHashSet<>();

  private Completeness(Node document) {
    this.document = document;
  }

  /** What the document lacks, a line each; the document must conform. */
  public static List<String> of(Node document) {
    Completeness completeness = new Completeness(document);
    completeness.check();
    return List.copyOf(completeness.findings);
  }

  private void check() {
    Node root = document.field("root");
    checkTexts(root);
    checkTasks(root);
    document
        .field("components")
        .fields()
        .forEach(
            (name, component) -> {
              Node label = component.field("executorLabel");
              if (label.exists()) {
                executors.add(label.text());
                checkTexts(component);
              }
              checkTasks(component);
            });
    checkUsed(document.field("components"), components, "task");
    Node containers = document.field("deploymentSpec").field("executors");
    checkUsed(containers, executors, "component");
    containers.fields().values().forEach(executor -> checkResources(executor.field("container")));
  }

  private void checkTexts(Node component) {
    for (String direction : List.of("inputDefinitions", "outputDefinitions")) {
      for (String kind : List.of("parameters", "artifacts")) {
        component.field(direction).field(kind).fields().values().forEach(this::checkText);
      }
    }
    component
        .field("inputDefinitions")
        .field("parameters")
        .fields()
        .values()
        .forEach(this::checkOptional);
  }

  private void checkText(Node definition) {
    if (!definition.field("description").exists()) {
      note(definition, "has no description");
    }
  }

  private void checkOptional(Node input) {
    if (input.field("isOptional").flag() != input.field("defaultValue").exists()) {
      note(input, "has one of isOptional and defaultValue; give both or none");
    }
  }

  private void checkTasks(Node component) {
    Map<String, Node> tasks = component.field("dag").field("tasks").fields();
    for (Node task : tasks.values()) {
      String name = task.field("componentRef").field("name").text();
      components.add(name);
      boolean isContainer =
          document.field("components").field(name).field("executorLabel").exists();
      if (isContainer && !task.field("retryPolicy").exists()) {
        note(task, "has no retryPolicy");
      }
      if (isContainer && !task.field("cachingOptions").exists()) {
        note(task, "has no cachingOptions; {} is off");
      }
    }
  }

  private void checkUsed(Node definitions, Set<String> used, String by) {
    definitions
        .fields()
        .forEach(
            (name, definition) -> {
              if (!used.contains(name)) {
                note(definition, "is used by no " + by);
              }
            });
  }

  private void checkResources(Node container) {
    Node resources = container.field("resources");
    ContainerRules.LIMITS.forEach(
        (older, newer) -> {
          if (!resources.field(older).exists() || !resources.field(newer).exists()) {
            note(
                resources,
                "lacks %s or %s; services differ in which they read".formatted(older, newer));
          }
        });
  }

  private void note(Node place, String problem) {
    findings.add(place.path() + " " + problem);
  }
}
