package dev.visualsimilarity.pipeline.submission;

import com.google.api.client.http.HttpResponseException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.AuthorizedGet;
import dev.visualsimilarity.vertexai.OneLine;
import java.io.IOException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Fetches pipelines from repositories of Artifact Registry in the format Kubeflow Pipelines
 * (permission {@code artifactregistry.repositories.downloadArtifacts}).
 */
public final class ArtifactRegistry {

  private static final Pattern URI =
      Pattern.compile(
          "https://[a-z0-9-]+-kfp\\.pkg\\.dev/[^/]+/[^/]+/[^/]+/(?:sha256:[0-9a-f]{64}|[A-Za-z0-9][A-Za-z0-9._-]*)");

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final UnaryOperator<String> address;
  private final AuthorizedGet requests;

  /** With a bearer token of the application-default credentials. */
  public ArtifactRegistry() {
    this(UnaryOperator.identity(), new AuthorizedGet(AuthorizedGet.applicationDefault(SCOPE)));
  }

  /**
   * With other requests.
   *
   * @param address where a URI is fetched from
   */
  ArtifactRegistry(UnaryOperator<String> address, AuthorizedGet requests) {
    this.address = address;
    this.requests = requests;
  }

  /**
   * The YAML of a version.
   *
   * @param uri {@code https://LOCATION-kfp.pkg.dev/PROJECT/REPOSITORY/PACKAGE/TAG}, or {@code
   *     sha256:…} in place of the tag
   * @throws UserException if it is no such URI, or the registry does not give it
   */
  String fetch(String uri) {
    if (!URI.matcher(uri).matches()) {
      throw UserException.badParameter(
          "%s is no pipeline in Artifact Registry; give https://LOCATION-kfp.pkg.dev/PROJECT/REPOSITORY/PACKAGE/TAG, or sha256:DIGEST in place of TAG"
              .formatted(uri));
    }
    try {
      return requests.text(address.apply(uri));
    } catch (HttpResponseException e) {
      throw UserException.failed(
          "cannot fetch %s: %s".formatted(uri, reason(e.getStatusCode())), e);
    } catch (IOException e) {
      throw UserException.failed(
          "cannot fetch %s: %s; check the network and run gcloud auth application-default login"
              .formatted(uri, OneLine.of(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static String reason(int status) {
    return switch (status) {
      case 401 ->
          "the credentials were not accepted (401); run gcloud auth application-default login";
      case 403 ->
          "permission denied (403); the account needs roles/artifactregistry.reader on the"
              + " repository";
      case 404 -> "there is no such package or version (404)";
      default -> "the registry answered %d; try again later".formatted(status);
    };
  }
}
