package dev.visualsimilarity.vertexai;

import com.google.api.gax.rpc.ApiException;
import dev.visualsimilarity.error.UserException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.function.Supplier;

/** Calls to one API endpoint whose errors become one line with a remedy. */
public final class ApiCalls {

  private final ApiEndpoint endpoint;

  public ApiCalls(ApiEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Makes a call.
   *
   * @param action what is tried, as the message is to begin, such as {@code read index 7}
   * @throws UserException if the service refuses or cannot be reached
   */
  public <T> T call(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      throw explained(action, e);
    }
  }

  /** The error of a call that was made otherwise, as {@link #call} throws it. */
  public UserException explained(String action, ApiException e) {
    return UserException.failed("cannot " + action + ": " + reason(e), e);
  }

  private String reason(ApiException e) {
    String detail = detail(e);
    return switch (e.getStatusCode().getCode()) {
      case UNAVAILABLE ->
          "%s is not reachable: %s; check --api-endpoint, --location and the network"
              .formatted(endpoint, detail);
      case DEADLINE_EXCEEDED ->
          "%s did not answer in time: %s; check the network and try again"
              .formatted(endpoint, detail);
      case PERMISSION_DENIED ->
          "permission denied: %s; give the account roles/aiplatform.user on the project, and enable aiplatform.googleapis.com"
              .formatted(detail);
      case UNAUTHENTICATED ->
          "the credentials were not accepted: %s; run gcloud auth application-default login"
              .formatted(detail);
      case NOT_FOUND -> "not found: %s; check the name, --project and --location".formatted(detail);
      case RESOURCE_EXHAUSTED ->
          "a quota is used up: %s; ask for more, or try later".formatted(detail);
      case UNIMPLEMENTED ->
          "%s does not know this call: %s; queries go to the address of their endpoint, the rest to LOCATION-aiplatform.googleapis.com"
              .formatted(endpoint, detail);
      default -> "%s (%s)".formatted(detail, e.getStatusCode().getCode());
    };
  }

  /** The server's own words, or the deepest cause where there was no answer. */
  private static String detail(ApiException e) {
    if (e.getCause() instanceof StatusRuntimeException grpc) {
      Status status = grpc.getStatus();
      Throwable cause = status.getCause();
      String description = OneLine.of(status.getDescription());
      return cause == null ? description : OneLine.of(deepest(cause));
    }
    return OneLine.of(e.getMessage());
  }

  private static String deepest(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }
}
