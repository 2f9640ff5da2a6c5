package dev.visualsimilarity.storage;

import com.google.api.core.NanoClock;
import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.RetryHelper;
import com.google.cloud.storage.StorageRetryStrategy;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides, for all requests of one client, which are sent again. All requests are: a repeated
 * reading changes nothing, a repeated beginning of an upload leaves one that shows nothing, and a
 * repeated chunk is asked after before it is sent.
 */
final class CloudRetries implements StorageRetryStrategy {

  private static final long serialVersionUID = 1L;
  private static final long NEVER = Long.MIN_VALUE;

  private final RetryLimits limits;
  private final AtomicBoolean reached = new AtomicBoolean();
  private final AtomicLong firstFault = new AtomicLong(NEVER);

  CloudRetries(RetryLimits limits) {
    this.limits = limits;
  }

  RetrySettings settings() {
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(limits.firstDelay())
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(limits.longestDelay())
        .setTotalTimeoutDuration(limits.outage())
        .setInitialRpcTimeoutDuration(limits.outage())
        .setMaxRpcTimeoutDuration(limits.outage())
        .build();
  }

  /** Calls until it goes well, fails for good, or the limits are reached. */
  <T> T run(Callable<T> call) throws Exception {
    try {
      T result =
          RetryHelper.runWithRetries(call, settings(), handler(), NanoClock.getDefaultClock());
      reached();
      return result;
    } catch (RetryHelper.RetryHelperException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** An answer came: from now on a missing one is an outage. */
  void reached() {
    reached.set(true);
  }

  @Override
  public ResultRetryAlgorithm<?> getIdempotentHandler() {
    return handler();
  }

  @Override
  public ResultRetryAlgorithm<?> getNonidempotentHandler() {
    return handler();
  }

  private ResultRetryAlgorithm<Object> handler() {
    return new BasicResultRetryAlgorithm<>() {
      @Override
      public boolean shouldRetry(Throwable thrown, Object response) {
        return thrown != null && mayRetry(thrown);
      }
    };
  }

  private boolean mayRetry(Throwable thrown) {
    if (CloudFault.status(thrown) > 0) {
      reached();
    }
    if (!CloudFault.isTransient(thrown)) {
      return false;
    }
    long now = System.nanoTime();
    firstFault.compareAndSet(NEVER, now);
    return reached.get() || now - firstFault.get() < limits.unreached().toNanos();
  }
}
