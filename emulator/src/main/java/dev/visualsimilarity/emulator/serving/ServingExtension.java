package dev.visualsimilarity.emulator.serving;

import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.extension.ExtensionContext;
import dev.visualsimilarity.emulator.service.ResourceIds;
import io.grpc.BindableService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of models as an extension of an emulator. Models that were deployed when an emulator
 * with a data directory was stopped are deployed again when it is started on it.
 */
public final class ServingExtension implements EmulatorExtension {

  private static final Logger log = LoggerFactory.getLogger(ServingExtension.class);
  private static final String FOLDER = "serving";

  private final List<BindableService> services;
  private final ModelDeployments deployments;
  private final ModelContainers containers;
  private final Path logs;
  private final boolean temporary;

  private ServingExtension(ContainerPrograms programs, ExtensionContext context)
      throws IOException {
    Optional<Path> directory = context.dataDirectory().map(data -> data.resolve(FOLDER));
    ServingState state = new ServingState(new StateFiles(directory));
    RandomGenerator random = RandomGenerator.getDefault();
    ResourceIds ids = new ResourceIds(random);
    Clock clock = Clock.systemUTC();
    this.temporary = directory.isEmpty();
    this.logs =
        directory.isPresent()
            ? directory.get()
            : Files.createTempDirectory("visual-similarity-serving-");
    this.containers = new ModelContainers(programs, logs);
    this.deployments = new ModelDeployments(state, containers, context.operations(), ids, clock);
    this.services =
        List.of(
            new ModelService(state, context.operations(), ids, clock),
            new EndpointService(
                state, deployments, context.operations(), () -> address(context), ids, clock),
            new PredictionService(state, containers, random));
  }

  /**
   * What makes the extension of an emulator.
   *
   * @param programs makes programs of the containers that serve models
   */
  public static EmulatorExtension.Factory with(ContainerPrograms programs) {
    return context -> new ServingExtension(programs, context);
  }

  private static String address(ExtensionContext context) {
    return URI.create(context.endpoint().get()).getAuthority();
  }

  @Override
  public List<BindableService> services() {
    return services;
  }

  @Override
  public void start() {
    deployments.restart();
  }

  @Override
  public List<String> announcement() {
    return List.of(
        "Models are served too (ModelService, EndpointService, PredictionService); what their"
            + " servers print is in "
            + logs);
  }

  @Override
  public void close() {
    containers.close();
    if (temporary) {
      deleteLogs();
    }
  }

  private void deleteLogs() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logs)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(logs);
    } catch (IOException e) {
      log.warn("what model servers printed stays in {}: {}", logs, e.toString());
    }
  }
}
