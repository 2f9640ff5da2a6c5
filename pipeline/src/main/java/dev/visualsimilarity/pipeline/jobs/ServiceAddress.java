package dev.visualsimilarity.pipeline.jobs;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.ir.ParameterType;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that a rehearsal does not touch Google Cloud: where a pipeline has a parameter {@code
 * api_endpoint}, it must name a server without TLS, which is an emulator, and this one if empty.
 *
 * @param emulator {@code http://HOST:PORT} of this emulator
 */
record ServiceAddress(String emulator) {

  private static final String PARAMETER = "api_endpoint";

  /** Fills in the parameter where it is empty; returns a sentence that says so. */
  Optional<String> fillIn(
      Map<String, InputParameter> declared, Map<String, JsonElement> parameters) {
    InputParameter input = declared.get(PARAMETER);
    if (input == null || input.type() != ParameterType.STRING) {
      return Optional.empty();
    }
    JsonElement given = parameters.get(PARAMETER);
    String address = given == null ? "" : given.getAsString().strip();
    if (address.isEmpty()) {
      parameters.put(PARAMETER, new JsonPrimitive(emulator));
      return Optional.of(
          "parameter api_endpoint is empty; filled in with %s, this emulator".formatted(emulator));
    }
    if (!address.startsWith("http://")) {
      throw ApiErrors.invalidArgument(
          "parameter api_endpoint is %s, and a job of the emulator does not touch Google Cloud;"
              + " leave it empty or give %s, or submit the job to Google Cloud",
          address, emulator);
    }
    return Optional.empty();
  }
}
