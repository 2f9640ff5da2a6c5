package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.Neighbor;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.common.primitives.Floats;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Requests that the tests of the services share. */
final class Samples {
  static final String BRUTE_FORCE = "\"algorithmConfig\": {\"bruteForceConfig\": {}}";

  private Samples() {}

  static Index index(String displayName, String metadata) {
    return Index.newBuilder().setDisplayName(displayName).setMetadata(json(metadata)).build();
  }

  /** Metadata of an index over a directory; {@code config} are further members of its config. */
  static String metadata(Path directory, int dimensions, String config) {
    return "{\"contentsDeltaUri\": \"%s\", \"config\": {\"dimensions\": %d, %s}}"
        .formatted(directory, dimensions, config);
  }

  static Value json(String text) {
    Value.Builder value = Value.newBuilder();
    try {
      JsonFormat.parser().merge(text, value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(text, e);
    }
    return value.build();
  }

  /** A batch directory of one data file with these lines. */
  static Path batch(Path directory, String... lines) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve("embeddings-00000-of-00001.json"), List.of(lines));
    return directory;
  }

  static Index create(Clients clients, Index index)
      throws ExecutionException, InterruptedException {
    return clients.indexes.createIndexAsync(Clients.LOCATION, index).get();
  }

  static IndexEndpoint publicEndpoint(Clients clients)
      throws ExecutionException, InterruptedException {
    return clients
        .endpoints
        .createIndexEndpointAsync(
            Clients.LOCATION,
            IndexEndpoint.newBuilder()
                .setDisplayName("search")
                .setPublicEndpointEnabled(true)
                .build())
        .get();
  }

  static DeployedIndex deploy(Clients clients, IndexEndpoint endpoint, Index index, String id)
      throws ExecutionException, InterruptedException {
    return clients
        .endpoints
        .deployIndexAsync(deployRequest(endpoint, index, id))
        .get()
        .getDeployedIndex();
  }

  static DeployIndexRequest deployRequest(IndexEndpoint endpoint, Index index, String id) {
    return DeployIndexRequest.newBuilder()
        .setIndexEndpoint(endpoint.getName())
        .setDeployedIndex(DeployedIndex.newBuilder().setId(id).setIndex(index.getName()))
        .build();
  }

  static FindNeighborsRequest.Query query(int neighbors, float... vector) {
    return FindNeighborsRequest.Query.newBuilder()
        .setNeighborCount(neighbors)
        .setDatapoint(
            IndexDatapoint.newBuilder()
                .setDatapointId("query")
                .addAllFeatureVector(Floats.asList(vector)))
        .build();
  }

  static List<Neighbor> find(
      ConnectedClients clients,
      IndexEndpoint endpoint,
      String id,
      FindNeighborsRequest.Query query) {
    return clients
        .match
        .findNeighbors(
            FindNeighborsRequest.newBuilder()
                .setIndexEndpoint(endpoint.getName())
                .setDeployedIndexId(id)
                .addQueries(query)
                .build())
        .getNearestNeighbors(0)
        .getNeighborsList();
  }

  static List<String> ids(List<Neighbor> neighbors) {
    return neighbors.stream().map(neighbor -> neighbor.getDatapoint().getDatapointId()).toList();
  }
}
