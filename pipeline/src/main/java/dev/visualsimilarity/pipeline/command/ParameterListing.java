package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.placeholder.ValueText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** A pipeline's parameters as tables. */
final class ParameterListing {

  private ParameterListing() {}

  /** Their types, defaults and descriptions. */
  static void print(PrintWriter out, Map<String, InputParameter> declared) {
    declared.forEach(
        (name, input) -> {
          String value =
              input.defaultValue().map(ValueText::of).orElse(input.required() ? "(required)" : "");
          out.printf("%-32s %-15s %s%n", name, input.type(), value);
          if (!input.description().isEmpty()) {
            out.println("    " + input.description());
          }
        });
    out.flush();
  }

  /**
   * The values of a run, and which of them are defaults.
   *
   * @param given those that are not
   */
  static void print(
      PrintWriter out, Map<String, InputParameter> declared, Map<String, JsonElement> given) {
    declared.forEach(
        (name, input) -> {
          Optional<JsonElement> value = Optional.ofNullable(given.get(name));
          String text = value.or(input::defaultValue).map(ValueText::of).orElse("");
          out.printf("  %-32s %s%s%n", name, text, value.isPresent() ? "" : " (default)");
        });
    out.flush();
  }
}
