package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.NearestNeighbors;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.MatchServiceGrpc;
import com.google.cloud.aiplatform.v1.ReadIndexDatapointsRequest;
import com.google.cloud.aiplatform.v1.ReadIndexDatapointsResponse;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.Query;
import dev.visualsimilarity.emulator.live.Hit;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** {@code google.cloud.aiplatform.v1.MatchService}. */
final class MatchService extends MatchServiceGrpc.MatchServiceImplBase {
  private static final int MAX_IDS = 1000;

  private final Resources resources;

  MatchService(Resources resources) {
    this.resources = resources;
  }

  @Override
  public void findNeighbors(
      FindNeighborsRequest request, StreamObserver<FindNeighborsResponse> observer) {
    Replies.reply(observer, () -> find(request));
  }

  @Override
  public void readIndexDatapoints(
      ReadIndexDatapointsRequest request, StreamObserver<ReadIndexDatapointsResponse> observer) {
    Replies.reply(observer, () -> read(request));
  }

  private FindNeighborsResponse find(FindNeighborsRequest request) {
    LiveSnapshot index = contents(request.getIndexEndpoint(), request.getDeployedIndexId());
    int dimensions = index.settings().dimensions();
    AnswerLimit limit = new AnswerLimit();
    limit.addQueries(request.getQueriesCount());
    limit.addVectors(
        request.getQueriesList().stream().filter(q -> QueryReader.isById(q.getDatapoint())).count(),
        dimensions);
    List<Query> queries =
        request.getQueriesList().stream().map(query -> QueryReader.read(query, index)).toList();
    limit.addNeighbors(queries, index.size(), request.getReturnFullDatapoint() ? dimensions : 0);
    List<List<Hit>> results = search(index, queries);
    FindNeighborsResponse.Builder response = FindNeighborsResponse.newBuilder();
    for (int i = 0; i < results.size(); i++) {
      NearestNeighbors.Builder nearest =
          response
              .addNearestNeighborsBuilder()
              .setId(request.getQueries(i).getDatapoint().getDatapointId());
      for (Hit hit : results.get(i)) {
        nearest
            .addNeighborsBuilder()
            .setDatapoint(datapoint(hit, request.getReturnFullDatapoint(), limit))
            .setDistance(hit.distance());
      }
    }
    return response.build();
  }

  private ReadIndexDatapointsResponse read(ReadIndexDatapointsRequest request) {
    LiveSnapshot index = contents(request.getIndexEndpoint(), request.getDeployedIndexId());
    ReadIndexDatapointsResponse.Builder response = ReadIndexDatapointsResponse.newBuilder();
    for (Datapoint datapoint : read(index, request.getIdsList())) {
      response.addDatapoints(DatapointProtos.full(datapoint));
    }
    return response.build();
  }

  static List<List<Hit>> search(LiveSnapshot index, List<Query> queries) {
    try {
      return index.search(queries);
    } catch (IllegalArgumentException e) {
      throw ApiErrors.invalidArgument("%s", e.getMessage());
    }
  }

  /** The datapoints with these ids, in their order. */
  static List<Datapoint> read(LiveSnapshot index, List<String> ids) {
    if (ids.size() > MAX_IDS) {
      throw ApiErrors.invalidArgument(
          "%d ids are given; at most %d can be read at once", ids.size(), MAX_IDS);
    }
    AnswerLimit limit = new AnswerLimit();
    limit.addVectors(ids.size(), index.settings().dimensions());
    List<Datapoint> datapoints = new ArrayList<>();
    for (String id : ids) {
      Datapoint datapoint =
          index.find(id).orElseThrow(() -> ApiErrors.notFound("datapoint %s not found", id));
      limit.addFull(id, datapoint.attributes());
      datapoints.add(datapoint);
    }
    return datapoints;
  }

  private LiveSnapshot contents(String indexEndpoint, String deployedIndexId) {
    Catalog now = resources.now();
    Deployment deployment = now.deployment(indexEndpoint, deployedIndexId);
    if (now.endpoint(indexEndpoint).isPrivate()) {
      throw ApiErrors.unimplemented(
          "index endpoint %s is private: ask google.cloud.aiplatform.container.v1.MatchService at the match address of its deployed index %s",
          indexEndpoint, deployedIndexId);
    }
    return now.index(deployment.index()).contents();
  }

  private static IndexDatapoint datapoint(Hit hit, boolean full, AnswerLimit limit) {
    if (full) {
      limit.addFull(hit.id(), hit.attributes());
      return DatapointProtos.full(hit.datapoint());
    }
    limit.addBrief(hit.id(), hit.attributes());
    return DatapointProtos.brief(hit.id(), hit.attributes());
  }
}
