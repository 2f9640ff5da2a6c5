package dev.visualsimilarity.emulator.service;

import com.google.errorprone.annotations.FormatMethod;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors that a client sees, by canonical code. */
final class ApiErrors {

  private ApiErrors() {}

  @FormatMethod
  static StatusRuntimeException invalidArgument(String format, Object... args) {
    return error(Status.INVALID_ARGUMENT, format.formatted(args));
  }

  @FormatMethod
  static StatusRuntimeException notFound(String format, Object... args) {
    return error(Status.NOT_FOUND, format.formatted(args));
  }

  @FormatMethod
  static StatusRuntimeException alreadyExists(String format, Object... args) {
    return error(Status.ALREADY_EXISTS, format.formatted(args));
  }

  @FormatMethod
  static StatusRuntimeException failedPrecondition(String format, Object... args) {
    return error(Status.FAILED_PRECONDITION, format.formatted(args));
  }

  @FormatMethod
  static StatusRuntimeException aborted(String format, Object... args) {
    return error(Status.ABORTED, format.formatted(args));
  }

  @FormatMethod
  static StatusRuntimeException unavailable(String format, Object... args) {
    return error(Status.UNAVAILABLE, format.formatted(args));
  }

  @FormatMethod
  static StatusRuntimeException unimplemented(String format, Object... args) {
    return error(Status.UNIMPLEMENTED, format.formatted(args));
  }

  private static StatusRuntimeException error(Status status, String message) {
    return status.withDescription(message).asRuntimeException();
  }
}
