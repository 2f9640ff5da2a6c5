package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.storage.Storage;
import io.grpc.BindableService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The services of one emulator, around one set of resources. */
public final class EmulatorServices {

  private EmulatorServices() {}

  /**
   * Makes the services, without any resource.
   *
   * @param storage where index data is read from
   * @param clock gives the times of resources
   * @param executor runs long-running operations; the caller shuts it down
   * @param operationDelay how long each operation waits before it begins
   * @param address HOST:PORT at which clients reach the server; asked for after it has started
   */
  public static List<BindableService> create(
      Storage storage,
      Clock clock,
      ScheduledExecutorService executor,
      Duration operationDelay,
      Supplier<String> address) {
    ResourceIds ids = new ResourceIds(RandomGenerator.getDefault());
    Resources resources = new Resources();
    Operations operations = new Operations(ids, clock, operationDelay, executor);
    IndexContents contents = new IndexContents(storage);
    Deletion deletion = new Deletion(operations);
    return List.of(
        new IndexService(
            resources,
            new IndexCreation(resources, operations, contents, ids, clock),
            new IndexUpdates(resources, operations, contents, ids, clock),
            deletion),
        new IndexEndpointService(
            resources,
            new Endpoints(resources, operations, ids, clock, address),
            new Deployments(resources, operations, clock, address),
            deletion),
        new MatchService(resources),
        new OperationsService(operations));
  }
}
