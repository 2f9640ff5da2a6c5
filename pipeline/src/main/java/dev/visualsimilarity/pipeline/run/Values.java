package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import java.util.List;
import java.util.Map;

/**
 * What goes into a component or comes out of it.
 *
 * @param parameters by name
 * @param artifacts by name
 */
public record Values(Map<String, JsonElement> parameters, Map<String, List<Artifact>> artifacts) {

  public Values {
    parameters = Map.copyOf(parameters);
    artifacts = Map.copyOf(artifacts);
  }

  /** Parameters alone. */
  public static Values ofParameters(Map<String, JsonElement> parameters) {
    return new Values(parameters, Map.of());
  }
}
