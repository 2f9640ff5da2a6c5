package dev.visualsimilarity.emulator.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the emulator runs.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 = any that is free
 * @param privatePort the port at which private endpoints answer; 0 = any that is free
 * @param operationDelay how long each long-running operation waits before it begins its work
 * @param dataDirectory where the state is kept; empty: in memory only
 */
public record EmulatorOptions(
    String host, int port, int privatePort, Duration operationDelay, Optional<Path> dataDirectory) {
  static final int MAX_PORT = 65_535;

  /** Refuses a port out of range and a negative delay. */
  public EmulatorOptions {
    requirePort(port);
    requirePort(privatePort);
    if (operationDelay.isNegative()) {
      throw new IllegalArgumentException("the delay must not be negative: " + operationDelay);
    }
  }

  /** This machine only, any free ports, no delay, nothing kept. */
  public static EmulatorOptions defaults() {
    return new EmulatorOptions("127.0.0.1", 0, 0, Duration.ZERO, Optional.empty());
  }

  /** The same on another address. */
  public EmulatorOptions withHost(String newHost) {
    return new EmulatorOptions(newHost, port, privatePort, operationDelay, dataDirectory);
  }

  /** The same on another port. */
  public EmulatorOptions withPort(int newPort) {
    return new EmulatorOptions(host, newPort, privatePort, operationDelay, dataDirectory);
  }

  /** The same with private endpoints on another port. */
  public EmulatorOptions withPrivatePort(int newPort) {
    return new EmulatorOptions(host, port, newPort, operationDelay, dataDirectory);
  }

  /** The same with another delay. */
  public EmulatorOptions withOperationDelay(Duration newDelay) {
    return new EmulatorOptions(host, port, privatePort, newDelay, dataDirectory);
  }

  /** The same with its state in a directory. */
  public EmulatorOptions withDataDirectory(Path directory) {
    return new EmulatorOptions(host, port, privatePort, operationDelay, Optional.of(directory));
  }

  private static void requirePort(int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port must be 0 to " + MAX_PORT + ": " + port);
    }
  }
}
