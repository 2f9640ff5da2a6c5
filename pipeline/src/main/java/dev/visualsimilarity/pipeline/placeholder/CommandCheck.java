package dev.visualsimilarity.pipeline.placeholder;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.Task;

/**
 * Checks the commands of a pipeline before it runs: each placeholder is one that every service
 * resolves, and names an input or output of its component.
 */
public final class CommandCheck {

  private CommandCheck() {}

  /**
   * Checks the commands of all tasks.
   *
   * @throws UserException that names the task and the placeholder
   */
  public static void check(PipelineSpec spec) {
    check(spec, spec.dag());
  }

  private static void check(PipelineSpec spec, Dag dag) {
    for (Task task : dag.tasks().values()) {
      Component component = spec.components().get(task.component());
      if (component.implementation() instanceof Container container) {
        check(task.name(), component, container);
      } else if (component.implementation() instanceof Dag inner) {
        check(spec, inner);
      }
    }
  }

  private static void check(String task, Component component, Container container) {
    for (String word : container.words()) {
      if (word.startsWith("{\"Concat\"") || word.startsWith("{\"IfPresent\"")) {
        throw UserException.badParameter(
            "task %s: Concat and IfPresent are not supported: %s".formatted(task, word));
      }
      for (String text : Placeholder.in(word)) {
        Placeholder.parse(text)
            .filter(found -> mayBeAbsent(component, found))
            .ifPresent(found -> absent(task, component, found));
        boolean known = Placeholder.parse(text).map(found -> has(component, found)).orElse(false);
        if (!known) {
          throw UserException.badParameter(
              "task %s: cannot resolve %s in the command of %s"
                  .formatted(task, text, component.name()));
        }
      }
    }
  }

  private static boolean mayBeAbsent(Component component, Placeholder found) {
    InputParameter input = component.inputParameters().get(found.name());
    return found.kind() == Placeholder.Kind.INPUT_PARAMETER
        && input != null
        && input.optional()
        && input.defaultValue().isEmpty();
  }

  private static void absent(String task, Component component, Placeholder found) {
    throw UserException.badParameter(
        "task %s: the command of %s needs its input %s, which is optional and has no default; services differ in what an absent input becomes, so give it one, such as ''"
            .formatted(task, component.name(), found.name()));
  }

  private static boolean has(Component component, Placeholder placeholder) {
    String name = placeholder.name();
    return switch (placeholder.kind()) {
      case EXECUTOR_INPUT -> true;
      case INPUT_PARAMETER -> component.inputParameters().containsKey(name);
      case INPUT_URI, INPUT_PATH -> component.inputArtifacts().containsKey(name);
      case OUTPUT_FILE -> component.outputParameters().containsKey(name);
      case OUTPUT_URI, OUTPUT_PATH -> component.outputArtifacts().containsKey(name);
    };
  }
}
