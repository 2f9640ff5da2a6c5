package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.storage.Storage;
import io.grpc.BindableService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * The services of one emulator, around one set of resources.
 *
 * @param publicServices those of {@code google.cloud.aiplatform.v1}, and operations
 * @param privateServices what answers for private endpoints
 */
public record EmulatorServices(
    List<BindableService> publicServices, List<BindableService> privateServices) {

  /** Copies the lists. */
  public EmulatorServices {
    publicServices = List.copyOf(publicServices);
    privateServices = List.copyOf(privateServices);
  }

  /**
   * Makes the services, without any resource.
   *
   * @param storage where index data is read from
   * @param clock gives the times of resources
   * @param executor runs long-running operations; the caller shuts it down
   * @param operationDelay how long each operation waits before it begins
   */
  public static EmulatorServices create(
      Storage storage,
      Clock clock,
      ScheduledExecutorService executor,
      Duration operationDelay,
      Addresses addresses) {
    ResourceIds ids = new ResourceIds(RandomGenerator.getDefault());
    Resources resources = new Resources();
    Operations operations = new Operations(ids, clock, operationDelay, executor);
    IndexContents contents = new IndexContents(storage);
    Deletion deletion = new Deletion(operations);
    Views views = new Views(addresses);
    return new EmulatorServices(
        List.of(
            new IndexService(
                resources,
                new IndexCreation(resources, operations, contents, ids, clock),
                new IndexUpdates(resources, operations, contents, ids, clock),
                deletion),
            new IndexEndpointService(
                resources,
                new Endpoints(resources, operations, ids, clock, views),
                new Deployments(resources, operations, clock, views),
                deletion,
                views),
            new MatchService(resources),
            new OperationsService(operations)),
        List.of(new PrivateMatchService(resources)));
  }
}
