package dev.visualsimilarity.emulator.service;

import com.google.errorprone.annotations.FormatMethod;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors that a client sees, by canonical code. */
public final class ApiErrors {

  private ApiErrors() {}

  /** The request is wrong, whatever there is. */
  @FormatMethod
  public static StatusRuntimeException invalidArgument(String format, Object... args) {
    return error(Status.INVALID_ARGUMENT, format.formatted(args));
  }

  /** There is no such resource. */
  @FormatMethod
  public static StatusRuntimeException notFound(String format, Object... args) {
    return error(Status.NOT_FOUND, format.formatted(args));
  }

  /** There is one of that name. */
  @FormatMethod
  public static StatusRuntimeException alreadyExists(String format, Object... args) {
    return error(Status.ALREADY_EXISTS, format.formatted(args));
  }

  /** What there is does not allow it now. */
  @FormatMethod
  public static StatusRuntimeException failedPrecondition(String format, Object... args) {
    return error(Status.FAILED_PRECONDITION, format.formatted(args));
  }

  /** Something else came in between. */
  @FormatMethod
  public static StatusRuntimeException aborted(String format, Object... args) {
    return error(Status.ABORTED, format.formatted(args));
  }

  /** It may be possible later. */
  @FormatMethod
  public static StatusRuntimeException unavailable(String format, Object... args) {
    return error(Status.UNAVAILABLE, format.formatted(args));
  }

  /** The emulator does not do it. */
  @FormatMethod
  public static StatusRuntimeException unimplemented(String format, Object... args) {
    return error(Status.UNIMPLEMENTED, format.formatted(args));
  }

  /** As much as can be had is taken. */
  @FormatMethod
  public static StatusRuntimeException resourceExhausted(String format, Object... args) {
    return error(Status.RESOURCE_EXHAUSTED, format.formatted(args));
  }

  private static StatusRuntimeException error(Status status, String message) {
    return status.withDescription(message).asRuntimeException();
  }
}
