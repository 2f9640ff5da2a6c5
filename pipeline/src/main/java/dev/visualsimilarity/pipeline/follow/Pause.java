package dev.visualsimilarity.pipeline.follow;

import java.time.Duration;

/** Waits between two looks at a job. */
@FunctionalInterface
public interface Pause {

  /** Waits that long, or less if the user presses Ctrl-C: then it is true, once for each. */
  boolean await(Duration time) throws InterruptedException;
}
