package dev.visualsimilarity.pipeline.placeholder;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.placeholder.Placeholder.Kind;
import java.util.Map;

/**
 * Resolves the constants of a task's inputs: names of the job as the whole constant, other inputs
 * of the same task anywhere in it.
 *
 * @param task name of the task
 * @param job the run
 * @param inputs the task's inputs that are no constants with placeholders
 */
public record Constants(String task, Job job, Map<String, JsonElement> inputs) {

  public Constants {
    inputs = Map.copyOf(inputs);
  }

  /** Whether there is something to resolve in the constant. */
  public static boolean hasPlaceholder(JsonElement constant) {
    return constant.toString().contains("{{$");
  }

  /**
   * The constant with values in place of placeholders: those of inputs in texts at any depth, a
   * name of the job where it is the whole constant.
   *
   * @throws UserException that names the task and the placeholder if there is nothing to put in
   */
  public JsonElement resolve(JsonElement constant) {
    if (constant instanceof JsonPrimitive text && text.isString()) {
      String job = job().constants(task).get(text.getAsString());
      if (job != null) {
        return new JsonPrimitive(job);
      }
    }
    return withInputs(constant);
  }

  private JsonElement withInputs(JsonElement constant) {
    if (constant instanceof JsonPrimitive text && text.isString()) {
      return new JsonPrimitive(Placeholder.replace(text.getAsString(), this::input));
    }
    if (constant instanceof JsonArray items) {
      JsonArray resolved = new JsonArray();
      items.forEach(item -> resolved.add(withInputs(item)));
      return resolved;
    }
    if (constant instanceof JsonObject fields) {
      JsonObject resolved = new JsonObject();
      fields
          .entrySet()
          .forEach(field -> resolved.add(field.getKey(), withInputs(field.getValue())));
      return resolved;
    }
    return constant;
  }

  private String input(String text) {
    return Placeholder.parse(text)
        .filter(found -> found.kind() == Kind.INPUT_PARAMETER)
        .map(found -> inputs.get(found.name()))
        .map(ValueText::of)
        .orElseThrow(
            () ->
                UserException.failed(
                    "task %s: cannot resolve %s in the constant of an input"
                        .formatted(task, text)));
  }
}
