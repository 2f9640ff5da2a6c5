package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Model;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The containers behind the deployed models, by the name of their endpoint and their id. */
final class ModelContainers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ModelContainers.class);

  /** How long a prediction waits for a container that is started again. */
  private static final long RESTART_SECONDS = 50;

  private final ContainerPrograms programs;
  private final Path logs;
  private final ConcurrentMap<String, CompletableFuture<ModelContainer>> containers =
      new ConcurrentHashMap<>();

  /**
   * @param logs a directory for what the programs print
   */
  ModelContainers(ContainerPrograms programs, Path logs) {
    this.programs = programs;
    this.logs = logs;
  }

  /** Starts one and waits until it answers. */
  void start(String endpoint, DeployedModel deployed, Model model)
      throws IOException, InterruptedException {
    ModelContainer container = launch(endpoint, deployed, model);
    containers.put(key(endpoint, deployed.getId()), CompletableFuture.completedFuture(container));
  }

  /** Starts one in the background, which ran before the emulator was started again. */
  void restart(String endpoint, DeployedModel deployed, Model model) {
    CompletableFuture<ModelContainer> pending = new CompletableFuture<>();
    containers.put(key(endpoint, deployed.getId()), pending);
    Thread thread =
        new Thread(
            () -> {
              try {
                pending.complete(launch(endpoint, deployed, model));
              } catch (IOException | InterruptedException | RuntimeException e) {
                log.error("{} no longer serves {}: {}", endpoint, model.getName(), e.toString());
                pending.completeExceptionally(e);
              }
            },
            "restart-model");
    thread.setDaemon(true);
    thread.start();
  }

  /** The one that serves a deployed model. */
  ModelContainer get(String endpoint, String deployedModelId) {
    CompletableFuture<ModelContainer> container = containers.get(key(endpoint, deployedModelId));
    if (container == null) {
      throw ApiErrors.unavailable(
          "deployed model %s of %s has no container", deployedModelId, endpoint);
    }
    try {
      return container.get(RESTART_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw ApiErrors.unavailable(
          "the container of deployed model %s of %s does not answer: %s",
          deployedModelId, endpoint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiErrors.unavailable("interrupted while a container starts");
    }
  }

  /** Stops one, if it is there. */
  void stop(String endpoint, String deployedModelId) {
    CompletableFuture<ModelContainer> container = containers.remove(key(endpoint, deployedModelId));
    if (container != null) {
      stop(container);
    }
  }

  /** Stops all, at the same time. What is starting ends with this program. */
  @Override
  public void close() {
    containers.values().parallelStream().forEach(ModelContainers::stop);
    containers.clear();
  }

  private ModelContainer launch(String endpoint, DeployedModel deployed, Model model)
      throws IOException, InterruptedException {
    Map<String, String> variables =
        Map.of(
            "AIP_ENDPOINT_ID",
            endpoint.substring(endpoint.lastIndexOf('/') + 1),
            "AIP_DEPLOYED_MODEL_ID",
            deployed.getId(),
            "AIP_MACHINE_TYPE",
            deployed.getDedicatedResources().getMachineSpec().getMachineType());
    Path file = logs.resolve("model-server-%s.log".formatted(deployed.getId()));
    return ModelContainer.start(programs, model, variables, file);
  }

  private static void stop(CompletableFuture<ModelContainer> container) {
    if (container.isDone() && !container.isCompletedExceptionally()) {
      container.join().close();
    } else {
      CompletableFuture<Void> unused = container.thenAccept(ModelContainer::close);
    }
  }

  private static String key(String endpoint, String deployedModelId) {
    return endpoint + "/" + deployedModelId;
  }
}
