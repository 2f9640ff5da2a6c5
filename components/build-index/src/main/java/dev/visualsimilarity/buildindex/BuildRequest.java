package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.storage.StorageUri;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be built.
 *
 * @param parent project and location
 * @param directory of index data
 * @param dimensions what every vector must have; 0: what the data has
 * @param settings of a new index
 * @param displayName of a new index
 * @param description of a new index
 * @param labels of a new index
 * @param existing the index to update instead of creating one
 * @param completeOverwrite whether the update replaces all content
 */
record BuildRequest(
    LocationName parent,
    StorageUri directory,
    int dimensions,
    IndexSettings settings,
    String displayName,
    String description,
    Map<String, String> labels,
    Optional<String> existing,
    boolean completeOverwrite) {

  BuildRequest {
    labels = Map.copyOf(labels);
  }

  /** The directory as Vector Search takes it: {@code gs://bucket/directory/}. */
  String contentsDeltaUri() {
    return directory.isLocal() ? directory.toString() : directory + "/";
  }
}
