package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.RemoveDatapointsResponse;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsResponse;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Change;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Changes the contents of streaming indexes datapoint by datapoint, at once. */
final class StreamUpdates {
  /** The emulator's own limit: a change is built while others wait. */
  private static final int MAX_DATAPOINTS = 1000;

  private static final String ALL_RESTRICTS = "all_restricts";

  private final Resources resources;
  private final Compactions compactions;
  private final Clock clock;

  StreamUpdates(Resources resources, Compactions compactions, Clock clock) {
    this.resources = resources;
    this.compactions = compactions;
    this.clock = clock;
  }

  UpsertDatapointsResponse upsert(UpsertDatapointsRequest request) {
    boolean restrictsOnly = isRestrictsOnly(request);
    requireCount("datapoints", request.getDatapointsCount());
    requireStreaming(resources.now().index(request.getIndex()));
    change(
        request.getIndex(),
        contents -> {
          IndexSnapshot.Builder added =
              new IndexSnapshot.Builder(LiveSnapshot.exact(contents.settings()));
          NumericTypes types = new NumericTypes(contents.numericTypes());
          for (IndexDatapoint message : request.getDatapointsList()) {
            Datapoint datapoint =
                restrictsOnly
                    ? withRestricts(contents, message)
                    : DatapointReader.read(message, contents.settings().dimensions());
            types.add(datapoint);
            added.put(datapoint);
          }
          return new Change(Set.of(), Part.inMemory(added.build()));
        });
    return UpsertDatapointsResponse.getDefaultInstance();
  }

  RemoveDatapointsResponse remove(RemoveDatapointsRequest request) {
    requireCount("datapoint_ids", request.getDatapointIdsCount());
    requireStreaming(resources.now().index(request.getIndex()));
    Set<String> ids = Set.copyOf(request.getDatapointIdsList());
    change(
        request.getIndex(),
        contents ->
            new Change(
                ids, Part.inMemory(IndexSnapshot.empty(LiveSnapshot.exact(contents.settings())))));
    return RemoveDatapointsResponse.getDefaultInstance();
  }

  private interface ContentsChange {
    Change of(LiveSnapshot contents);
  }

  private void change(String name, ContentsChange change) {
    resources.update(
        transaction -> {
          IndexResource index = transaction.index(name);
          IndexResource changed = transaction.change(index, change.of(index.contents()));
          transaction.describe(
              changed.withIndex(
                  changed.index().toBuilder()
                      .setUpdateTime(Times.timestamp(clock.instant()))
                      .build()));
        });
    compactions.startIfDue(name);
  }

  /** A datapoint of the index with the restricts of a message. */
  private static Datapoint withRestricts(LiveSnapshot contents, IndexDatapoint message) {
    Datapoint current =
        contents
            .find(message.getDatapointId())
            .orElseThrow(
                () ->
                    ApiErrors.notFound(
                        "datapoint %s not found; update_mask %s needs one to update",
                        message.getDatapointId(), ALL_RESTRICTS));
    Attributes restricts = DatapointReader.attributes(message);
    return new Datapoint(
        current.id(),
        current.vector(),
        new Attributes(
            restricts.restricts(),
            restricts.numericRestricts(),
            current.attributes().crowdingTag()));
  }

  private static boolean isRestrictsOnly(UpsertDatapointsRequest request) {
    List<String> paths = request.getUpdateMask().getPathsList();
    if (!paths.stream().allMatch(ALL_RESTRICTS::equals)) {
      throw ApiErrors.invalidArgument(
          "update_mask %s is not valid: it may be empty or %s", paths, ALL_RESTRICTS);
    }
    return !paths.isEmpty();
  }

  private static void requireStreaming(IndexResource index) {
    if (!index.isStreaming()) {
      throw ApiErrors.failedPrecondition(
          "index %s has index_update_method %s; only an index created with STREAM_UPDATE takes single datapoints, update this one by a batch",
          index.name(), index.index().getIndexUpdateMethod());
    }
  }

  private static void requireCount(String field, int count) {
    if (count == 0) {
      throw ApiErrors.invalidArgument("%s is required", field);
    }
    if (count > MAX_DATAPOINTS) {
      throw ApiErrors.invalidArgument(
          "%s has %d entries; the emulator takes %d in one request", field, count, MAX_DATAPOINTS);
    }
  }
}
