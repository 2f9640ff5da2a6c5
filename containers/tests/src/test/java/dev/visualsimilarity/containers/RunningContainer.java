package dev.visualsimilarity.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A container that was started and is killed when it is closed. */
final class RunningContainer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final Process client;
  private final StringBuilder printed = new StringBuilder();
  private final Thread reader;

  private RunningContainer(String name, Process client) {
    this.name = name;
    this.client = client;
    this.reader = new Thread(this::read, name);
  }

  static RunningContainer start(String name, List<String> words) throws IOException {
    RunningContainer container = new RunningContainer(name, ProjectImages.engine().start(words));
    container.reader.setDaemon(true);
    container.reader.start();
    return container;
  }

  /** Waits until it has printed something on stderr. */
  void awaitPrinted(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!printed().contains(text)) {
      if (!client.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "no '%s' in what it printed: %s".formatted(text, printed()));
      }
      Thread.sleep(20);
    }
  }

  /**
   * Checks that it still runs.
   *
   * @throws IllegalStateException with what it printed, if it has ended
   */
  void requireAlive() {
    if (!client.isAlive()) {
      throw new IllegalStateException("it has ended: " + printed());
    }
  }

  /** Sends SIGTERM, as a cluster does to stop a pod. */
  void terminate() {
    ProjectImages.engine().succeed("kill", "--signal", "TERM", name);
  }

  /**
   * Waits for its end; returns its exit code.
   *
   * @throws IllegalStateException if it does not end in time
   */
  int await(Duration timeout) throws InterruptedException {
    if (!client.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("it does not end in " + timeout + ": " + printed());
    }
    reader.join();
    return client.exitValue();
  }

  /** What it has printed on stderr. */
  String printed() {
    synchronized (printed) {
      return printed.toString();
    }
  }

  @Override
  public void close() {
    if (client.isAlive()) {
      ProjectImages.engine().run("kill", name);
    }
  }

  private void read() {
    try (var stream = client.getErrorStream()) {
      byte[] bytes = new byte[8192];
      for (int n = stream.read(bytes); n >= 0; n = stream.read(bytes)) {
        print(new String(bytes, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      print(e.toString());
    }
  }

  private void print(String text) {
    synchronized (printed) {
      printed.append(text);
    }
  }
}
