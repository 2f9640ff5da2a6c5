package dev.visualsimilarity.vertexai;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks the Resource Manager for the numbers of projects (method {@code projects.get} of {@code
 * cloudresourcemanager.googleapis.com/v3}; permission {@code resourcemanager.projects.get}).
 */
public final class ProjectNumbers {

  private static final String RESOURCE_MANAGER = "https://cloudresourcemanager.googleapis.com";
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform.read-only";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final String root;
  private final Authorization authorization;

  /** Gives requests their credentials. */
  @FunctionalInterface
  interface Authorization {
    HttpRequestInitializer get() throws IOException;
  }

  /** With the application-default credentials; {@code endpoint} is what these are good for. */
  public ProjectNumbers(ApiEndpoint endpoint) {
    this(RESOURCE_MANAGER, () -> adapter(endpoint));
  }

  ProjectNumbers(String root, Authorization authorization) {
    this.root = root;
    this.authorization = authorization;
  }

  /**
   * The number of a project.
   *
   * @throws UserException if it may not be read, or there is no such project
   */
  public String number(String id) {
    try {
      HttpRequest request =
          new NetHttpTransport()
              .createRequestFactory(authorization.get())
              .buildGetRequest(
                  new GenericUrl(
                      root + "/v3/projects/" + URLEncoder.encode(id, StandardCharsets.UTF_8)))
              .setConnectTimeout((int) TIMEOUT.toMillis())
              .setReadTimeout((int) TIMEOUT.toMillis());
      HttpResponse response = request.execute();
      try {
        return numberIn(response.parseAsString());
      } finally {
        response.disconnect();
      }
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

  private static HttpRequestInitializer adapter(ApiEndpoint endpoint) throws IOException {
    if (endpoint.plaintext()) {
      throw new IOException(endpoint + " is an emulator, which goes without credentials");
    }
    return new HttpCredentialsAdapter(
        GoogleCredentials.getApplicationDefault().createScoped(SCOPE));
  }
}
