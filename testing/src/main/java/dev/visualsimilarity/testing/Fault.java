package dev.visualsimilarity.testing;

import java.time.Duration;

/**
 * What goes wrong with a request.
 *
 * @param kind what happens
 * @param status the status of {@link Kind#STATUS}
 * @param bytes how much of the answer's body is sent before it breaks
 * @param delay how long the server is silent
 */
public record Fault(Kind kind, int status, int bytes, Duration delay) {

  /** The kinds of faults. */
  public enum Kind {
    NONE,
    /** Nothing is done; the answer is a status. */
    STATUS,
    /** Nothing is done; the connection is reset. */
    DROP,
    /** The first half of the bytes of an upload is kept; the connection is reset. */
    HALVE,
    /** Done, but the connection is reset before the answer. */
    LOSE_REPLY,
    /** Done; the answer ends early, as if it were whole. */
    TRUNCATE,
    /** Done; the connection is reset in the middle of the answer. */
    RESET,
    /** Done; the answer stands still in its middle, then the connection ends. */
    STALL,
    /** Done; a bit of the answer's body is flipped. */
    CORRUPT
  }

  /** No fault. */
  public static final Fault NONE = of(Kind.NONE);

  /** The answer is a status, and nothing is done. */
  public static Fault status(int status) {
    return new Fault(Kind.STATUS, status, 0, Duration.ZERO);
  }

  /** The connection is reset before anything is done. */
  public static Fault drop() {
    return of(Kind.DROP);
  }

  /** Of the bytes of an upload the first half is kept, then the connection is reset. */
  public static Fault halve() {
    return of(Kind.HALVE);
  }

  /** What was asked for is done, but the connection is reset before the answer. */
  public static Fault loseReply() {
    return of(Kind.LOSE_REPLY);
  }

  /** The answer's body ends after some bytes, with an orderly end of the connection. */
  public static Fault truncate(int bytes) {
    return new Fault(Kind.TRUNCATE, 0, bytes, Duration.ZERO);
  }

  /** The connection is reset after some bytes of the answer's body. */
  public static Fault reset(int bytes) {
    return new Fault(Kind.RESET, 0, bytes, Duration.ZERO);
  }

  /** Nothing comes for a while after some bytes of the answer's body; then the connection ends. */
  public static Fault stall(int bytes, Duration delay) {
    return new Fault(Kind.STALL, 0, bytes, delay);
  }

  /** A bit of the answer's body is flipped. */
  public static Fault corrupt() {
    return of(Kind.CORRUPT);
  }

  private static Fault of(Kind kind) {
    return new Fault(kind, 0, 0, Duration.ZERO);
  }
}
