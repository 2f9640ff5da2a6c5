package dev.visualsimilarity.vertexai;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponseException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Asks the Resource Manager for the numbers of projects (method {@code projects.get} of {@code
 * cloudresourcemanager.googleapis.com/v3}; permission {@code resourcemanager.projects.get}).
 */
public final class ProjectNumbers {

  private static final String RESOURCE_MANAGER = "https://cloudresourcemanager.googleapis.com";
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform.read-only";

  private final String root;
  private final AuthorizedGet requests;

  /** With the application-default credentials; {@code endpoint} is what these are good for. */
  public ProjectNumbers(ApiEndpoint endpoint) {
    this(RESOURCE_MANAGER, () -> authorization(endpoint));
  }

  ProjectNumbers(String root, AuthorizedGet.Authorization authorization) {
    this.root = root;
    this.requests = new AuthorizedGet(authorization);
  }

  /**
   * The number of a project.
   *
   * @throws UserException if it may not be read, or there is no such project
   */
  public String number(String id) {
    try {
      return numberIn(
          requests.text(root + "/v3/projects/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
    } catch (HttpResponseException e) {
      throw UserException.failed("%s answered %d".formatted(root, e.getStatusCode()), e);
    } catch (IOException | JsonParseException e) {
      throw UserException.failed(OneLine.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static String numberIn(String body) throws IOException {
    JsonObject project = Json.COMPACT.fromJson(body, JsonObject.class);
    if (project == null || !project.has("name")) {
      throw new IOException("the answer names no project");
    }
    return project.get("name").getAsString().replaceFirst("^projects/", "");
  }

  private static HttpRequestInitializer authorization(ApiEndpoint endpoint) throws IOException {
    if (endpoint.plaintext()) {
      throw new IOException(endpoint + " is an emulator, which goes without credentials");
    }
    return AuthorizedGet.applicationDefault(SCOPE).get();
  }
}
