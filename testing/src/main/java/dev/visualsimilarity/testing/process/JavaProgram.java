package dev.visualsimilarity.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class, with the class path of the test, in a Java machine of its own.
 *
 * @param mainClass its name
 * @param log takes what it prints, added to what earlier runs did
 */
public record JavaProgram(String mainClass, Path log) {

  /** Starts it. */
  public Process start(List<String> args) throws IOException {
    return builder(args)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** It, not yet started; what it prints goes where the caller says. */
  public ProcessBuilder builder(List<String> args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(args);
    return new ProcessBuilder(command);
  }

  /** Runs it to its end; returns its exit code. */
  public int run(List<String> args) throws IOException, InterruptedException {
    return await(start(args));
  }

  /**
   * Waits for the end of a process that was started.
   *
   * @throws IllegalStateException with what it printed, if it does not end in two minutes
   */
  public int await(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(mainClass + " does not end: " + printed());
    }
    return process.exitValue();
  }

  /** What all runs so far printed. */
  public String printed() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
