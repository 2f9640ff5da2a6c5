package dev.visualsimilarity.pipeline.run;

/** What the failure of a task means to the others, as PipelineFailurePolicy of the API has it. */
public enum FailurePolicy {
  /** All that does not depend on it still runs. */
  SLOW,
  /** What runs goes on to its end, and nothing more is started. */
  FAST
}
