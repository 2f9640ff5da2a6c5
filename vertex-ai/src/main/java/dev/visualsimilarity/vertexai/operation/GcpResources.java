package dev.visualsimilarity.vertexai.operation;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output parameter {@code gcp_resources}: the operations that a step began, by which the
 * console of Vertex AI links them, and another attempt of the step finds them. Written again with
 * each one, before it is waited for. Format: message GcpResources of Google Cloud Pipeline
 * Components, as JSON.
 */
public final class GcpResources {

  /** The name of the output parameter. */
  public static final String PARAMETER = "gcp_resources";

  private static final Logger LOG = LoggerFactory.getLogger(GcpResources.class);
  private static final String TYPE = "VertexLro";
  private static final String VERSION = "/v1/";

  private final Outputs outputs;
  private final ApiEndpoint endpoint;
  private final List<String> earlier;
  private final List<Resource> resources = new ArrayList<>();

  private record Resource(String resourceType, String resourceUri) {}

  private record Content(List<Resource> resources) {}

  /** Reads what an earlier attempt left. */
  public GcpResources(Outputs outputs, ApiEndpoint endpoint) {
    this.outputs = outputs;
    this.endpoint = endpoint;
    this.earlier = outputs.earlierParameter(PARAMETER).map(GcpResources::names).orElse(List.of());
  }

  /** Names of the operations that an earlier attempt began, the last one last. */
  public List<String> earlier() {
    return earlier;
  }

  /** Adds an operation that has just begun, or that this attempt goes on with. */
  public void operation(String name) {
    Resource resource = new Resource(TYPE, endpoint.resourceUri(name));
    if (!resources.contains(resource)) {
      resources.add(resource);
    }
    write();
  }

  /** Writes the parameter; needed only where no operation was begun. */
  public void write() {
    outputs.parameter(PARAMETER, Json.COMPACT.toJson(new Content(resources)));
  }

  private static List<String> names(String json) {
    try {
      Content content = Json.COMPACT.fromJson(json, Content.class);
      if (content == null || content.resources() == null) {
        return List.of();
      }
      return content.resources().stream()
          .filter(one -> one != null && TYPE.equals(one.resourceType()))
          .map(one -> one.resourceUri())
          .filter(uri -> uri != null && uri.contains(VERSION))
          .map(uri -> uri.substring(uri.indexOf(VERSION) + VERSION.length()))
          .toList();
    } catch (JsonParseException e) {
      LOG.warn("{} of an earlier attempt is not JSON: {}", PARAMETER, Json.problem(e));
      return List.of();
    }
  }
}
