package dev.visualsimilarity.vertexai;

import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.UnaryCallSettings;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long calls may take and which are tried again. Google's client tries none of these again, and
 * gives all of them five seconds.
 */
public final class CallPolicies {

  /** What may pass by itself, on a call that can be repeated. */
  static final Set<StatusCode.Code> TRANSIENT = Set.of(StatusCode.Code.UNAVAILABLE);

  /**
   * Errors of a look at something that say nothing of it: a connection that broke, a busy service.
   */
  private static final Set<StatusCode.Code> PASSING =
      Set.of(
          StatusCode.Code.UNAVAILABLE,
          StatusCode.Code.DEADLINE_EXCEEDED,
          StatusCode.Code.RESOURCE_EXHAUSTED,
          StatusCode.Code.ABORTED,
          StatusCode.Code.CANCELLED,
          StatusCode.Code.INTERNAL,
          StatusCode.Code.UNKNOWN);

  /**
   * Errors of a call that tell nothing of whether it was carried out; a server that goes cancels
   * its calls.
   */
  private static final Set<StatusCode.Code> UNDECIDED =
      Set.of(
          StatusCode.Code.UNAVAILABLE,
          StatusCode.Code.DEADLINE_EXCEEDED,
          StatusCode.Code.CANCELLED,
          StatusCode.Code.INTERNAL,
          StatusCode.Code.UNKNOWN);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Some 3 s of attempts where a server refuses connections: it may be starting. */
  static final RetrySettings RETRIES =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(200))
          .setRetryDelayMultiplier(2)
          .setMaxRetryDelayDuration(Duration.ofSeconds(5))
          .setInitialRpcTimeoutDuration(TIMEOUT)
          .setMaxRpcTimeoutDuration(TIMEOUT)
          .setTotalTimeoutDuration(TIMEOUT.multipliedBy(2))
          .setMaxAttempts(6)
          .build();

  /** The same for calls that do not go through Google's client; gRPC allows five attempts. */
  static final Map<String, ?> SERVICE_CONFIG =
      Map.of(
          "methodConfig",
          List.of(
              Map.of(
                  "name",
                  List.of(Map.of()),
                  "retryPolicy",
                  Map.of(
                      "maxAttempts",
                      5.0,
                      "initialBackoff",
                      "0.2s",
                      "maxBackoff",
                      "5s",
                      "backoffMultiplier",
                      2.0,
                      "retryableStatusCodes",
                      List.of("UNAVAILABLE")))));

  private CallPolicies() {}

  /** Whether a look that failed is worth another one, a while later. */
  public static boolean isPassing(ApiException e) {
    return PASSING.contains(e.getStatusCode().getCode());
  }

  /** Whether an error leaves open what became of its call. */
  public static boolean isUndecided(ApiException e) {
    return UNDECIDED.contains(e.getStatusCode().getCode());
  }

  /** Whether a call that failed may have done its work: it was sent, and no refusal came back. */
  public static boolean mayBeDone(ApiException e) {
    return isUndecided(e) && !isUnsent(e);
  }

  private static boolean isUnsent(Throwable e) {
    return e != null
        && (e instanceof ConnectException
            || e instanceof UnknownHostException
            || isUnsent(e.getCause()));
  }

  /** For a call that must not be repeated: it could create a thing twice. */
  static Void once(UnaryCallSettings.Builder<?, ?> call) {
    call.setSimpleTimeoutNoRetriesDuration(TIMEOUT);
    return null;
  }

  /**
   * For a call to the client of operations that only reads: by itself, that one asks again and
   * again for ten minutes before it says anything.
   */
  public static ApiCallContext reading() {
    return GrpcCallContext.createDefault()
        .withRetryableCodes(TRANSIENT)
        .withRetrySettings(RETRIES)
        .withTimeoutDuration(TIMEOUT);
  }

  /** For one attempt of a call. */
  public static ApiCallContext oneAttempt(Duration timeout) {
    return GrpcCallContext.createDefault()
        .withRetryableCodes(Set.of())
        .withTimeoutDuration(timeout);
  }

  /** For a call that only reads. */
  static void retried(UnaryCallSettings.Builder<?, ?> call) {
    call.setRetryableCodes(TRANSIENT).setRetrySettings(RETRIES);
  }
}
