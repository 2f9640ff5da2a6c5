package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The step beside an emulator of its own, with a proxy between them. */
final class BuildIndexStep implements AutoCloseable {

  static final LocationName PARENT = LocationName.of("local", "us-central1");

  private final Path folder;
  private final StringWriter err = new StringWriter();
  private final EmulatorServer emulator;
  private final GrpcProxy proxy;
  private final VertexClients clients;
  private Duration look = Duration.ofSeconds(30);

  /**
   * Starts them.
   *
   * @param folder for the data and the step's outputs
   */
  BuildIndexStep(Path folder) throws IOException {
    this.folder = folder;
    emulator = EmulatorServer.start(EmulatorOptions.defaults());
    proxy = new GrpcProxy(emulator.port());
    clients = new VertexClients(ApiEndpoint.parse(emulator.endpoint(), "us-central1"));
  }

  /** Writes lines of index data to a file of the step's data; returns it. */
  Path data(String... lines) throws IOException {
    Path directory = Files.createDirectories(folder.resolve("data"));
    return Files.writeString(directory.resolve("data.json"), String.join("\n", lines) + "\n");
  }

  /** Has the step look less long for what was begun where its answer was lost. */
  void lookFor(Duration time) {
    look = time;
  }

  /** Runs the step on the data; returns its exit code. */
  int run(String... args) {
    return Commands.commandLine(new BuildIndex(Map.of(), Duration.ofSeconds(1), look))
        .setErr(new PrintWriter(err))
        .execute(arguments(args).toArray(String[]::new));
  }

  /** The flags of the step, unless a test gives them itself, after those that it gives. */
  List<String> arguments(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    Map.of(
            "--embeddings-uri", folder.resolve("data").toString(),
            "--display-name", "shoes",
            "--api-endpoint", proxy.endpoint(),
            "--output-dir", folder.resolve("out").toString())
        .forEach(
            (flag, value) -> {
              if (!all.contains(flag)) {
                all.addAll(List.of(flag, value));
              }
            });
    return all;
  }

  /** Removes what earlier runs left but their notes, as a new pod has none of it. */
  void forgetOutputs() throws IOException {
    Files.move(folder.resolve("out"), folder.resolve("out-" + System.nanoTime()));
  }

  /** All indexes that there are. */
  List<Index> indexes() {
    return StreamSupport.stream(
            clients.indexes().listIndexes(PARENT).iterateAll().spliterator(), false)
        .toList();
  }

  /** How often the proxy has passed a method since it was listened to. */
  int requests(String method) {
    return Collections.frequency(proxy.methods(), method);
  }

  /** What all runs so far wrote on the standard error. */
  String errors() {
    return err.toString();
  }

  /** A file that the last run left, such as {@code parameters/index}. */
  String output(String name) throws IOException {
    return Files.readString(folder.resolve("out").resolve(name));
  }

  /** The index that the last run made or changed. */
  Index index() throws IOException {
    return clients.indexes().getIndex(output("parameters/index"));
  }

  GrpcProxy proxy() {
    return proxy;
  }

  VertexClients clients() {
    return clients;
  }

  @Override
  public void close() {
    clients.close();
    proxy.close();
    emulator.close();
  }
}
