package dev.visualsimilarity.pipeline.follow;

/** What to do with a job after its user pressed Ctrl-C. */
public enum Decision {
  /** Ask the service to cancel it, and follow it to its end. */
  CANCEL,
  /** Follow it as before. */
  GO_ON,
  /** Leave it running and follow it no more. */
  LEAVE
}
