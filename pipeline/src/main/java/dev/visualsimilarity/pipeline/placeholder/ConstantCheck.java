package dev.visualsimilarity.pipeline.placeholder;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.Source;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.placeholder.Placeholder.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Checks the constants of tasks before they run: a name of the job is the whole constant, any other
 * placeholder names an input of the same task.
 */
public final class ConstantCheck {

  private static final Set<String> OF_THE_JOB =
      new Job("", "", Instant.EPOCH).constants("").keySet();

  private ConstantCheck() {}

  /**
   * Checks the constants of all tasks.
   *
   * @throws UserException that names the task, the input and the placeholder
   */
  public static void check(PipelineSpec spec) {
    check(spec.dag());
    for (Component component : spec.components().values()) {
      if (component.implementation() instanceof Dag dag) {
        check(dag);
      }
    }
  }

  private static void check(Dag dag) {
    for (Task task : dag.tasks().values()) {
      task.parameters()
          .forEach(
              (name, source) -> {
                if (source instanceof Source.Constant constant && !ofTheJob(constant.value())) {
                  check(task, name, constant.value());
                }
              });
    }
  }

  private static boolean ofTheJob(JsonElement constant) {
    return constant instanceof JsonPrimitive text && OF_THE_JOB.contains(text.getAsString());
  }

  private static void check(Task task, String input, JsonElement constant) {
    if (constant instanceof JsonArray || constant instanceof JsonObject) {
      parts(constant).forEach(part -> check(task, input, part));
    } else if (constant instanceof JsonPrimitive text) {
      for (String placeholder : Placeholder.in(text.getAsString())) {
        boolean known =
            Placeholder.parse(placeholder)
                .filter(found -> found.kind() == Kind.INPUT_PARAMETER)
                .filter(found -> task.parameters().containsKey(found.name()))
                .filter(found -> !isTemplate(task.parameters().get(found.name())))
                .isPresent();
        if (!known) {
          throw UserException.badParameter(
              "task %s: the constant of its input %s has %s; allowed are other inputs of the task, without placeholders themselves, anywhere in it, or, as the whole constant, %s"
                  .formatted(
                      task.name(),
                      input,
                      placeholder,
                      String.join(", ", OF_THE_JOB.stream().sorted().toList())));
        }
      }
    }
  }

  /** Services resolve constants in no order that one could rely on. */
  private static boolean isTemplate(Source source) {
    return source instanceof Source.Constant constant && Constants.hasPlaceholder(constant.value());
  }

  private static Collection<JsonElement> parts(JsonElement constant) {
    return constant instanceof JsonArray items
        ? List.copyOf(items.asList())
        : constant.getAsJsonObject().asMap().values();
  }
}
