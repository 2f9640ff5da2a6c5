package dev.visualsimilarity.vertexai.operation;

import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The output parameter {@code gcp_resources}: the operations that a step began, by which the
 * console of Vertex AI links them. Written again with each one, before it is waited for. Format:
 * message GcpResources of Google Cloud Pipeline Components, as JSON.
 */
public final class GcpResources {

  /** The name of the output parameter. */
  public static final String PARAMETER = "gcp_resources";

  private final Outputs outputs;
  private final ApiEndpoint endpoint;
  private final List<Resource> resources = new ArrayList<>();

  private record Resource(String resourceType, String resourceUri) {}

  public GcpResources(Outputs outputs, ApiEndpoint endpoint) {
    this.outputs = outputs;
    this.endpoint = endpoint;
  }

  /** Adds an operation that has just begun. */
  public void operation(String name) {
    resources.add(new Resource("VertexLro", endpoint.resourceUri(name)));
    write();
  }

  /** Writes the parameter; needed only where no operation was begun. */
  public void write() {
    outputs.parameter(PARAMETER, Json.COMPACT.toJson(Map.of("resources", resources)));
  }
}
