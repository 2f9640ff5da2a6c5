package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.extension.LongRunningOperations;
import dev.visualsimilarity.emulator.state.StateStore;
import dev.visualsimilarity.storage.Storage;
import io.grpc.BindableService;
import java.io.IOException;
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
 * @param operations starts operations for other services than these
 */
public record EmulatorServices(
    List<BindableService> publicServices,
    List<BindableService> privateServices,
    LongRunningOperations operations) {

  /** Copies the lists. */
  public EmulatorServices {
    publicServices = List.copyOf(publicServices);
    privateServices = List.copyOf(privateServices);
  }

  /** The messages that the services tell a state store. */
  public static List<Class<? extends Message>> entryTypes() {
    return Entries.TYPES;
  }

  /**
   * Makes the services, with the resources that the state store has.
   *
   * @param store is told of every change; the caller closes it
   * @param storage where index data is read from
   * @param clock gives the times of resources
   * @param executor runs long-running operations; the caller shuts it down
   * @param operationDelay how long each operation waits before it begins
   */
  public static EmulatorServices create(
      StateStore store,
      Storage storage,
      Clock clock,
      ScheduledExecutorService executor,
      Duration operationDelay,
      Addresses addresses)
      throws IOException {
    ResourceIds ids = new ResourceIds(RandomGenerator.getDefault());
    Catalog restored = new Restoration(store).restore();
    ids.startAfter(restored.highestId());
    Resources resources = new Resources(store, restored);
    Operations operations = new Operations(resources, ids, clock, operationDelay, executor);
    IndexContents contents = new IndexContents(storage, store);
    Compactions compactions = new Compactions(resources, contents, executor);
    restored.indexes().keySet().forEach(compactions::startIfDue);
    Deletion deletion = new Deletion(operations);
    Views views = new Views(addresses);
    return new EmulatorServices(
        List.of(
            new IndexService(
                resources,
                new IndexCreation(operations, contents, ids, clock),
                new IndexUpdates(resources, operations, contents, compactions, ids, clock),
                new StreamUpdates(resources, compactions, clock),
                deletion),
            new IndexEndpointService(
                resources,
                new Endpoints(resources, operations, ids, clock, views),
                new Deployments(resources, operations, clock, views),
                deletion,
                views),
            new MatchService(resources),
            new OperationsService(operations)),
        List.of(new PrivateMatchService(resources)),
        (resource, metadata, work) ->
            operations.start(
                ResourceName.parse(resource),
                metadata,
                operation -> {
                  Message response = work.call();
                  return transaction -> response;
                }));
  }
}
