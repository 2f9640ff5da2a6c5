package dev.visualsimilarity.pipeline.run;

/** The states of a task, named as Vertex AI Pipelines names them. */
public enum TaskState {
  /** Known, and waiting for others or for its turn. */
  PENDING,
  /** Failed once, and waiting to be tried again. */
  RETRYING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  /** Never run: a task that it depends on did not succeed, or its condition does not hold. */
  NOT_TRIGGERED,
  /** Ended, or never run, because the run was. */
  CANCELLED
}
