package dev.visualsimilarity.pipeline.jobs;

import com.google.gson.JsonElement;
import com.google.protobuf.Value;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Reads the parameters of a job against what its pipeline declares. */
final class GivenParameters {

  private GivenParameters() {}

  /**
   * The values that are given and the defaults of others, each of the declared type.
   *
   * @param declared inputs of the pipeline
   * @param given parameterValues of the job
   * @param folder relative paths in parameters named {@code ..._uri} count from here
   */
  static Map<String, JsonElement> read(
      Map<String, InputParameter> declared, Map<String, Value> given, Path folder) {
    given
        .keySet()
        .forEach(
            name -> {
              if (!declared.containsKey(name)) {
                throw ApiErrors.invalidArgument(
                    "parameter %s is not an input of the pipeline, which has %s",
                    name, new TreeSet<>(declared.keySet()));
              }
            });
    Map<String, JsonElement> values = new HashMap<>();
    declared.forEach(
        (name, input) -> {
          if (given.containsKey(name)) {
            values.put(
                name,
                LocalPaths.located(
                    name, typed(name, input, Structs.json(given.get(name))), folder));
          } else if (input.required()) {
            throw ApiErrors.invalidArgument(
                "parameter %s is required: the pipeline has no default for it; give %s",
                name, input.type().description());
          } else {
            input
                .defaultValue()
                .ifPresent(value -> values.put(name, LocalPaths.located(name, value, folder)));
          }
        });
    return values;
  }

  private static JsonElement typed(String name, InputParameter input, JsonElement value) {
    if (!input.type().accepts(value)) {
      throw ApiErrors.invalidArgument(
          "parameter %s is %s, which is not %s", name, value, input.type().description());
    }
    return value;
  }
}
