package dev.visualsimilarity.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.error.ExitCode;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class EmulatorCommandTest {

  @Test
  @Timeout(60)
  void runsUntilItIsTerminatedAndSaysHowToReachIt() throws Exception {
    Process process = start("--port=0", "--verbose");
    try (BufferedReader stderr =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String listening = firstLineOfOurs(stderr);
      assertThat(listening)
          .matches("Vector Search emulator is listening on 127\\.0\\.0\\.1:[1-9]\\d*");
      String address = listening.substring(listening.lastIndexOf(' ') + 1);
      assertThat(stderr.readLine()).contains("--api-endpoint=http://" + address);
      assertThat(stderr.readLine())
          .contains("export " + EmulatorServer.HOST_VARIABLE + "=" + address);
      assertThat(stderr.readLine())
          .matches("Private endpoints answer on 127\\.0\\.0\\.1:[1-9]\\d*");
      askForHealth(address);
      assertThat(firstLineOfOurs(stderr))
          .containsPattern("grpc\\.health\\.v1\\.Health/Check OK \\d+\\.\\d ms");
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmulatorCommand.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  private static void askForHealth(String address) {
    ManagedChannel channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
    try {
      assertThat(
              HealthGrpc.newBlockingStub(channel)
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
    } finally {
      channel.shutdownNow();
    }
  }

  /** Newer JVMs warn of what gRPC's libraries call. */
  private static String firstLineOfOurs(BufferedReader stderr) throws IOException {
    String line = stderr.readLine();
    while (line != null && (line.isEmpty() || line.startsWith("WARNING: "))) {
      line = stderr.readLine();
    }
    return line;
  }

  @Test
  @Timeout(60)
  void aTakenPortIsOneLine() throws IOException {
    try (EmulatorServer taken = EmulatorServer.start(EmulatorOptions.defaults())) {
      String error = fail(ExitCode.FAILED, "--port=" + taken.port());

      assertThat(error.lines()).hasSize(1);
      assertThat(error)
          .contains("cannot listen on 127.0.0.1:" + taken.port(), "Address already in use");
    }
  }

  @Test
  void aDataDirectoryThatCannotBeUsedIsOneLine(@TempDir Path directory) throws IOException {
    EmulatorOptions options = EmulatorOptions.defaults().withDataDirectory(directory);
    try (EmulatorServer taken = EmulatorServer.start(options)) {
      assertThat(taken.port()).isPositive();
      String error = fail(ExitCode.FAILED, "--port=0", "--data-dir=" + directory);

      assertThat(error.lines()).hasSize(1);
      assertThat(error).contains(directory + " is used by another emulator", "--data-dir");
    }
  }

  @Test
  void aHostThatIsNotKnownIsOneLine() {
    String error = fail(ExitCode.FAILED, "--port=0", "--host=nowhere.invalid");

    assertThat(error.lines()).hasSize(1);
    assertThat(error).contains("cannot listen on nowhere.invalid:0", "--host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "70000"})
  void aPortOutOfRangeIsBadUsage(String port) {
    String error = fail(ExitCode.BAD_PARAMETERS, "--port=" + port);

    assertThat(error.lines()).hasSize(1);
    assertThat(error).contains("--port is " + port + ":", "0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999", "-1", "-0.25"})
  void aDelayThatIsNoTimeIsBadUsage(String delay) {
    String error = fail(ExitCode.BAD_PARAMETERS, "--port=0", "--operation-delay=" + delay);

    assertThat(error.lines()).hasSize(1);
    assertThat(error).contains("--operation-delay is " + delay + ":", "0 or more");
  }

  private static String fail(int exitCode, String... args) {
    StringWriter err = new StringWriter();
    CommandLine line =
        Commands.commandLine(new EmulatorCommand()).setErr(new PrintWriter(err, true));

    assertThat(line.execute(args)).isEqualTo(exitCode);
    return err.toString();
  }
}
