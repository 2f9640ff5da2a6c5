package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.protobuf.Message;
import com.google.protobuf.Value;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Change;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import dev.visualsimilarity.emulator.state.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One index, while the entries of a state store are read. */
final class IndexRestoration {
  private Index description = Index.getDefaultInstance();
  private String base = "";
  private final List<Message> changes = new ArrayList<>();

  void describe(Index index) {
    description = index;
  }

  void update(UpdateIndexRequest update) {
    if (metadata(update).get(Entries.OVERWRITE).getBoolValue()) {
      base = directory(update);
      changes.clear();
    } else {
      changes.add(update);
    }
  }

  /** Datapoints that came or went one by one. */
  void add(Message change) {
    changes.add(change);
  }

  IndexResource restore(StateStore store) throws IOException {
    IndexConfig config =
        IndexConfig.parse(IndexMetadata.parse(description.getMetadata()).config().orElseThrow());
    IndexResource index =
        IndexResource.of(
            ResourceName.index(description.getName()),
            config,
            description.toBuilder().clearMetadata().build(),
            base.isEmpty()
                ? Part.inMemory(IndexSnapshot.empty(config.settings()))
                : store.open(base));
    for (Message change : changes) {
      index = index.plus(change(store, change, LiveSnapshot.exact(config.settings())));
    }
    return index;
  }

  private static Change change(StateStore store, Message entry, IndexSettings settings)
      throws IOException {
    if (entry instanceof UpdateIndexRequest update) {
      return new Change(Set.of(), store.open(directory(update)));
    }
    IndexSnapshot.Builder added = new IndexSnapshot.Builder(settings);
    if (entry instanceof UpsertDatapointsRequest upsert) {
      for (IndexDatapoint datapoint : upsert.getDatapointsList()) {
        added.put(DatapointReader.read(datapoint, settings.dimensions()));
      }
    }
    Set<String> removed =
        entry instanceof RemoveDatapointsRequest removal
            ? Set.copyOf(removal.getDatapointIdsList())
            : Set.of();
    return new Change(removed, Part.inMemory(added.build()));
  }

  private static String directory(UpdateIndexRequest update) {
    return metadata(update).get(Entries.DIRECTORY).getStringValue();
  }

  private static Map<String, Value> metadata(UpdateIndexRequest update) {
    return update.getIndex().getMetadata().getStructValue().getFieldsMap();
  }
}
