package dev.visualsimilarity.emulator.extension;

import io.grpc.BindableService;
import java.io.IOException;
import java.util.List;

/** Further services of an emulator, at the same address and with the same operations. */
public interface EmulatorExtension extends AutoCloseable {

  /** Makes the extension of one emulator. */
  @FunctionalInterface
  interface Factory {

    /**
     * Makes it, before the emulator answers.
     *
     * @throws IOException if its state cannot be read, with a message for the user
     */
    EmulatorExtension create(ExtensionContext context) throws IOException;
  }

  /** What it serves. */
  List<BindableService> services();

  /** Begins what it does by itself; called once the emulator answers. */
  default void start() {}

  /** Lines for who starts the emulator: what is served, and where files are. */
  default List<String> announcement() {
    return List.of();
  }

  /** Ends all that it runs; called once no request is running any more. */
  @Override
  void close();
}
