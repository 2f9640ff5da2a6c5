package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import java.io.IOException;

/** An emulator and Google's clients connected to it over loopback. */
final class Clients extends ConnectedClients {
  final EmulatorServer server;

  Clients() throws IOException {
    this(EmulatorOptions.defaults());
  }

  Clients(EmulatorOptions options) throws IOException {
    this(EmulatorServer.start(options));
  }

  Clients(EmulatorServer server) throws IOException {
    super(server.address());
    this.server = server;
  }

  @Override
  public void close() {
    super.close();
    server.close();
  }
}
