package dev.visualsimilarity.vertexai;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.StatusCode.Code;
import dev.visualsimilarity.error.UserException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Calls to one API endpoint whose errors become one line with a remedy. */
public final class ApiCalls {

  private final ApiEndpoint endpoint;
  private final Map<Code, String> remedies;

  public ApiCalls(ApiEndpoint endpoint) {
    this(endpoint, Map.of());
  }

  /**
   * @param remedies what to do about some errors, where that is not what a step of a pipeline does
   */
  public ApiCalls(ApiEndpoint endpoint, Map<Code, String> remedies) {
    this.endpoint = endpoint;
    this.remedies = Map.copyOf(remedies);
  }

  /** Where the calls go. */
  public ApiEndpoint endpoint() {
    return endpoint;
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

  /** As {@link #call}, where nothing is answered. */
  public void run(String action, Runnable call) {
    try {
      call.run();
    } catch (ApiException e) {
      throw explained(action, e);
    }
  }

  /** As {@link #call}, for all elements of a list, however many pages they fill. */
  public <T> List<T> list(String action, Supplier<? extends Iterable<T>> pages) {
    return call(action, () -> StreamSupport.stream(pages.get().spliterator(), false).toList());
  }

  /** As {@link #call}, but nothing where the service says that there is no such thing. */
  public <T> Optional<T> find(String action, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (ApiException e) {
      throw explained(action, e);
    }
  }

  /** The error of a call that was made otherwise, as {@link #call} throws it. */
  public UserException explained(String action, ApiException e) {
    String remedy = remedies.getOrDefault(e.getStatusCode().getCode(), reason(e).remedy());
    return UserException.failed(failure(action, e) + "; " + remedy, e);
  }

  /** What {@link #explained} says of an error, without what to do about it. */
  public String failure(String action, ApiException e) {
    return "cannot " + action + ": " + reason(e).text();
  }

  private record Reason(String text, String remedy) {}

  private Reason reason(ApiException e) {
    String detail = detail(e);
    return switch (e.getStatusCode().getCode()) {
      case UNAVAILABLE ->
          deepest(e) instanceof UnknownHostException
              ? new Reason(
                  "there is no host %s, or no name server that knows it".formatted(endpoint.host()),
                  "check --location, --api-endpoint and the network")
              : new Reason(
                  "%s is not reachable: %s".formatted(endpoint, detail),
                  "check --api-endpoint, --location and the network");
      case DEADLINE_EXCEEDED ->
          new Reason(
              "%s did not answer in time: %s".formatted(endpoint, detail),
              "check the network and try again");
      case PERMISSION_DENIED ->
          new Reason(
              "permission denied: " + detail,
              "give the account the role (gcloud projects add-iam-policy-binding PROJECT --member=serviceAccount:ACCOUNT --role=roles/aiplatform.user), and enable the API (gcloud services enable aiplatform.googleapis.com)");
      case UNAUTHENTICATED ->
          new Reason(
              "the credentials were not accepted: " + detail,
              "run gcloud auth application-default login");
      case NOT_FOUND ->
          new Reason("not found: " + detail, "check the name, --project and --location");
      case RESOURCE_EXHAUSTED ->
          new Reason(
              "a quota is used up: " + detail,
              "ask for more at https://console.cloud.google.com/iam-admin/quotas, or try later");
      case ALREADY_EXISTS ->
          new Reason(
              "it exists already: " + detail,
              "if another run is making it, let that end and run the step again, else choose another name");
      case FAILED_PRECONDITION, ABORTED ->
          new Reason(
              "the service cannot do that as things are: " + detail,
              "mend that, or wait for the operation that is named, and run the step again");
      case INVALID_ARGUMENT, OUT_OF_RANGE ->
          new Reason(
              "the service refuses the request: " + detail, "mend the parameter that is named");
      case UNIMPLEMENTED ->
          new Reason(
              "%s does not know this call: %s".formatted(endpoint, detail),
              "queries go to the address of their endpoint, the rest to LOCATION-aiplatform.googleapis.com");
      default ->
          new Reason(
              "%s (%s)".formatted(detail, e.getStatusCode().getCode()),
              "this is the service's own failure: run the step again");
    };
  }

  /** The server's own words, or the deepest cause where there was no answer. */
  private static String detail(ApiException e) {
    if (e.getCause() instanceof StatusRuntimeException grpc) {
      Status status = grpc.getStatus();
      return OneLine.of(
          status.getCause() == null ? status.getDescription() : text(deepest(status.getCause())));
    }
    return OneLine.of(e.getMessage());
  }

  private static Throwable deepest(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
