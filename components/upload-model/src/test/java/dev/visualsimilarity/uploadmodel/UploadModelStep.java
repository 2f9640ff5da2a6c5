package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.serving.ServingExtension;
import dev.visualsimilarity.testing.process.JavaProgram;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The step beside an emulator of its own: runs it, and reads what it wrote and what is there. */
final class UploadModelStep implements AutoCloseable {

  static final LocationName PARENT = LocationName.of("local", "us-central1");

  static final String SERVER = "dev.visualsimilarity.modelserver.ModelServer";

  // Tests run in components/upload-model.
  private static final Path SAMPLE =
      Path.of("").toAbsolutePath().getParent().getParent().resolve("pipeline/sample");

  private final Path folder;
  private final StringWriter err = new StringWriter();
  private final EmulatorServer emulator;
  private final VertexClients clients;
  private Duration look = LostAnswers.LOOK;
  private Duration patience = EarlierAttempt.PATIENCE;

  /**
   * Starts the emulator.
   *
   * @param folder for the step's outputs and the emulator's state
   * @param operationDelay how long each operation waits before it begins
   * @param server the class that is run for a container of the model server
   */
  UploadModelStep(Path folder, Duration operationDelay, String server) throws IOException {
    this.folder = folder;
    this.emulator =
        EmulatorServer.start(
            EmulatorOptions.defaults()
                .withOperationDelay(operationDelay)
                .withDataDirectory(folder.resolve("emulator")),
            List.of(ServingExtension.with(container -> program(container, server))));
    this.clients = new VertexClients(ApiEndpoint.parse(emulator.endpoint(), "us-central1"));
  }

  /** A program with the class path of the test. */
  private static ProcessBuilder program(ModelContainerSpec container, String server) {
    if (!container.getCommandList().contains(SERVER)) {
      throw ApiErrors.failedPrecondition("image %s has no program here", container.getImageUri());
    }
    List<String> args = new ArrayList<>(List.of("--host=127.0.0.1", "--stop-at-end-of-input"));
    args.addAll(container.getArgsList());
    return new JavaProgram(server, Path.of("unused")).builder(args);
  }

  static Path model() {
    return SAMPLE.resolve("model");
  }

  static Path picture() {
    return SAMPLE.resolve("catalog/queries/mugs-01-photo.jpg");
  }

  /** Runs the step; returns its exit code. */
  int run(String... args) {
    List<String> all = new ArrayList<>(arguments(emulator.endpoint()));
    all.addAll(Arrays.asList(args));
    return Commands.commandLine(new UploadModel(Map.of(), look, patience))
        .setOverwrittenOptionsAllowed(true)
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  /**
   * How long the next runs look where an answer was lost.
   *
   * @param others and wait for operations that may be others'
   */
  void lookFor(Duration own, Duration others) {
    look = own;
    patience = others;
  }

  /** A model of the sample for the service, as somebody else's program describes it. */
  static Model model(String displayName) {
    return Model.newBuilder()
        .setDisplayName(displayName)
        .setArtifactUri(model().toString())
        .setContainerSpec(
            ModelContainerSpec.newBuilder().setImageUri("model-server").addCommand(SERVER))
        .build();
  }

  /** The flags of the step beside those that a test gives. */
  List<String> arguments(String apiEndpoint) {
    return List.of(
        "--model-uri=" + model(),
        "--display-name=Shoes",
        "--api-endpoint=" + apiEndpoint,
        "--output-dir=" + folder.resolve("out"));
  }

  /** What all runs so far wrote on the standard error. */
  String errors() {
    return err.toString();
  }

  /** The output parameter of the last run. */
  String parameter(String name) throws IOException {
    return Files.readString(folder.resolve("out/parameters").resolve(name));
  }

  /** The long-running operations that the last run began. */
  JsonArray operations() throws IOException {
    return JsonParser.parseString(parameter("gcp_resources"))
        .getAsJsonObject()
        .getAsJsonArray("resources");
  }

  /** An artifact that the last run left. */
  JsonObject artifact(String name) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("out/executor_output.json")))
        .getAsJsonObject()
        .getAsJsonObject("artifacts")
        .getAsJsonObject(name)
        .getAsJsonArray("artifacts")
        .get(0)
        .getAsJsonObject();
  }

  /** Why the last run failed, as the pipeline is told. */
  String executorError() throws IOException {
    return Files.readString(folder.resolve("out/executor_error.json"));
  }

  List<Model> models() {
    return StreamSupport.stream(
            clients.models().listModels(PARENT).iterateAll().spliterator(), false)
        .toList();
  }

  List<Endpoint> endpoints() {
    return StreamSupport.stream(
            clients.endpoints().listEndpoints(PARENT).iterateAll().spliterator(), false)
        .toList();
  }

  VertexClients clients() {
    return clients;
  }

  int port() {
    return emulator.port();
  }

  @Override
  public void close() {
    clients.close();
    emulator.close();
  }
}
