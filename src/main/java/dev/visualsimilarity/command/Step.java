package dev.visualsimilarity.command;

import com.google.gson.JsonObject;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.IoMessages;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;

/**
 * What a component does between its flags and its exit code. Every component runs its step through
 * {@link #run(OutputOptions, Step)}, so that outputs and failures are left the same way by all of
 * them.
 */
@FunctionalInterface
public interface Step {

  /**
   * Does the work and writes the outputs' parameters and artifacts, but not {@code
   * executor_output.json}.
   *
   * @param storage reads and writes every URI of the flags; closed by the caller
   */
  void run(Storage storage, Outputs outputs) throws Exception;

  /**
   * Runs a step: removes the result, the parameters and the failure of an earlier attempt, finishes
   * its outputs and prints them as a line of JSON on standard output, or leaves the reason of its
   * failure in {@code executor_error.json}. A step that rejected too many items ({@link
   * UserException#tooManyRejects}) has its outputs finished too.
   *
   * @return {@link ExitCode#DONE}
   * @throws Exception what the step threw, for {@link Commands} to report; an IOException as a
   *     {@link UserException}
   */
  static int run(OutputOptions options, Step step) throws Exception {
    try (Storage storage = Storages.create()) {
      return run(storage, options.outputs(storage), step);
    }
  }

  /** As {@link #run(OutputOptions, Step)}, with a storage and outputs of the caller. */
  static int run(Storage storage, Outputs outputs, Step step) throws Exception {
    try {
      outputs.begin();
      step.run(storage, outputs);
    } catch (UserException e) {
      if (e.exitCode() == ExitCode.TOO_MANY_REJECTS) {
        print(outputs.finish());
      }
      leave(outputs, e, e.getMessage());
      throw e;
    } catch (IOException | UncheckedIOException e) {
      // Of the machine or the network, not of the code: its trace helps no user.
      LoggerFactory.getLogger(Step.class).debug("the step failed", e);
      UserException failure = UserException.failed(IoMessages.of(e), e);
      leave(outputs, failure, failure.getMessage());
      throw failure;
    } catch (Exception | LinkageError e) {
      leave(outputs, e, e.toString());
      throw e;
    }
    print(outputs.finish());
    return ExitCode.DONE;
  }

  private static void leave(Outputs outputs, Throwable failure, String message) {
    try {
      outputs.error(message);
    } catch (RuntimeException e) {
      // The step's own failure is the one to report.
      failure.addSuppressed(e);
    }
  }

  private static void print(JsonObject outputs) {
    System.out.println(Json.COMPACT.toJson(outputs));
  }
}
