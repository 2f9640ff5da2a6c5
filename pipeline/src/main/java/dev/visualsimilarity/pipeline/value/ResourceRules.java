package dev.visualsimilarity.pipeline.value;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.EncryptionKeys;
import dev.visualsimilarity.vertexai.ResourceNames;
import java.util.Map;

/** What the inputs that name resources must be: of their form, and in the location of the step. */
final class ResourceRules {

  private static final Map<String, Rule> RULES =
      Map.of(
          "index", ResourceNames::index,
          "index_endpoint", ResourceNames::indexEndpoint,
          "parent_model", ResourceNames::model,
          "endpoint", ResourceNames::endpoint,
          "encryption_spec_key_name", EncryptionKeys::parse);

  private ResourceRules() {}

  /** Refuses a name that is none; the origin is what messages call it. */
  @FunctionalInterface
  private interface Rule {
    Object read(String name, String origin, LocationName parent);
  }

  /**
   * Checks the inputs of a step, if its location is known: one that is empty is found out later.
   *
   * @throws UserException if one names no resource of that location
   */
  static void check(Map<String, Value> values) {
    Value location = values.get("location");
    if (location == null || location.text().isEmpty()) {
      return;
    }
    LocationName parent = LocationName.of("PROJECT", location.text());
    RULES.forEach(
        (name, rule) -> {
          Value value = values.get(name);
          if (value != null && !value.text().isEmpty()) {
            rule.read(value.text(), value.origin(), parent);
          }
        });
  }
}
