package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.emulator.server.EmulatorCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The emulator as a process of its own, with a data directory. */
final class ServerProcess {
  private static final String LISTENING = "is listening on ";

  private final Process process;
  private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<String> address = new CompletableFuture<>();

  ServerProcess(Path data) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Short lives: nothing is worth a second compilation.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EmulatorCommand.class.getName(),
                "--port=0",
                "--data-dir=" + data)
            .redirectErrorStream(true)
            .start();
    Thread reader = new Thread(this::read, "output of the emulator");
    reader.setDaemon(true);
    reader.start();
  }

  /** HOST:PORT, once it listens. */
  String address() throws Exception {
    try {
      return address.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the emulator does not start: " + output, e);
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        int at = line.indexOf(LISTENING);
        if (at >= 0) {
          address.complete(line.substring(at + LISTENING.length()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      address.completeExceptionally(new IOException("it has ended"));
    }
  }
}
