package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonElement;
import java.util.Optional;

/**
 * A declared input parameter.
 *
 * @param type of its values
 * @param defaultValue the value when none is given
 * @param optional whether it may be absent even without a default
 * @param description for people; may be empty
 */
public record InputParameter(
    ParameterType type, Optional<JsonElement> defaultValue, boolean optional, String description) {

  /** Whether a value must be given. */
  public boolean required() {
    return defaultValue.isEmpty() && !optional;
  }
}
