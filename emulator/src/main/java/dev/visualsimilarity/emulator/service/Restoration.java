package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeleteIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeleteIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.longrunning.DeleteOperationRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.visualsimilarity.emulator.state.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes resources of the entries of a state store. Contents are opened last: entries may name
 * datapoints that later ones replaced, and that are gone.
 */
final class Restoration {
  private final StateStore store;
  private final Map<String, IndexRestoration> indexes = new TreeMap<>();
  private final SortedMap<String, EndpointResource> endpoints = new TreeMap<>();
  private final SortedMap<String, Operation> operations = new TreeMap<>();

  Restoration(StateStore store) {
    this.store = store;
  }

  /**
   * Restores everything. Operations that were running have failed, without a change: they are told
   * so.
   */
  Catalog restore() throws IOException {
    store.replay(this::apply);
    SortedMap<String, IndexResource> restored = new TreeMap<>();
    for (Map.Entry<String, IndexRestoration> index : indexes.entrySet()) {
      restored.put(index.getKey(), index.getValue().restore(store));
    }
    operations.replaceAll((name, operation) -> ended(operation));
    Catalog catalog = new Catalog(restored, endpoints, operations);
    store.rewrite(Resources.entries(catalog));
    store.releaseAllBut(Resources.directories(catalog));
    return catalog;
  }

  private void apply(Message entry) {
    if (entry instanceof Index index) {
      indexes.computeIfAbsent(index.getName(), name -> new IndexRestoration()).describe(index);
    } else if (entry instanceof IndexEndpoint endpoint) {
      endpoints.put(endpoint.getName(), endpoint(endpoint));
    } else if (entry instanceof Operation operation) {
      operations.put(operation.getName(), operation);
    } else if (entry instanceof UpdateIndexRequest update) {
      indexes.get(update.getIndex().getName()).update(update);
    } else if (entry instanceof UpsertDatapointsRequest upsert) {
      indexes.get(upsert.getIndex()).add(upsert);
    } else if (entry instanceof RemoveDatapointsRequest removal) {
      indexes.get(removal.getIndex()).add(removal);
    } else if (entry instanceof DeleteIndexRequest deletion) {
      indexes.remove(deletion.getName());
    } else if (entry instanceof DeleteIndexEndpointRequest deletion) {
      endpoints.remove(deletion.getName());
    } else if (entry instanceof DeleteOperationRequest deletion) {
      operations.remove(deletion.getName());
    }
  }

  private static EndpointResource endpoint(IndexEndpoint endpoint) {
    List<Deployment> deployments = new ArrayList<>();
    endpoint
        .getDeployedIndexesList()
        .forEach(deployedIndex -> deployments.add(new Deployment(deployedIndex, true)));
    return new EndpointResource(
        ResourceName.indexEndpoint(endpoint.getName()),
        endpoint.toBuilder().clearDeployedIndexes().build(),
        deployments);
  }

  private static Operation ended(Operation operation) {
    if (operation.getDone()) {
      return operation;
    }
    return operation.toBuilder()
        .setDone(true)
        .setError(
            Status.newBuilder()
                .setCode(Code.ABORTED_VALUE)
                .setMessage(
                    "the emulator was stopped before this operation ended; it has changed nothing, start it again"))
        .build();
  }
}
