package dev.visualsimilarity.pipeline.client;

import com.google.api.gax.rpc.ApiException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.CallPolicies;
import dev.visualsimilarity.vertexai.operation.OperationTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Creates things that must not be made twice: where the answer to the call is lost, it is not
 * repeated, but what it made is looked for.
 *
 * @param calls explains errors
 * @param patience how long a thing may take to appear
 */
record CreatedOnce(ApiCalls calls, Duration patience) {

  /** Long enough for a service that is slow to create what it was asked for. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration FIRST_DELAY = Duration.ofMillis(200);

  /**
   * Creates a thing.
   *
   * @param action as of {@link ApiCalls#call}
   * @param call creates it
   * @param look what there is that may be it, found within a time
   * @param created when that was created
   * @param remedy what to do where it remains unknown whether it exists
   * @throws UserException if it is refused, or was not found
   */
  <T> T create(
      String action,
      Supplier<T> call,
      Function<Duration, Optional<T>> look,
      Function<T, Timestamp> created,
      String remedy) {
    Instant earliest = Instant.now().minus(OperationTimes.CLOCK_SKEW);
    try {
      return call.get();
    } catch (ApiException e) {
      if (!CallPolicies.mayBeDone(e)) {
        throw calls.explained(action, e);
      }
      return found(() -> look.apply(patience).filter(it -> isSince(earliest, created.apply(it))))
          .orElseThrow(
              () ->
                  UserException.failed(
                      "%s; it may exist all the same: %s"
                          .formatted(calls.failure(action, e), remedy),
                      e));
    }
  }

  private <T> Optional<T> found(Supplier<Optional<T>> look) {
    long start = System.nanoTime();
    Duration delay = FIRST_DELAY;
    while (true) {
      Optional<T> found = answered(look);
      if (found.isPresent() || System.nanoTime() - start >= patience.toNanos() || !slept(delay)) {
        return found;
      }
      delay = delay.multipliedBy(2);
    }
  }

  private static <T> Optional<T> answered(Supplier<Optional<T>> look) {
    try {
      return look.get();
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private static boolean isSince(Instant earliest, Timestamp time) {
    return Timestamps.toMillis(time) >= earliest.toEpochMilli();
  }

  private static boolean slept(Duration delay) {
    try {
      Thread.sleep(delay.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
