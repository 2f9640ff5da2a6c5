package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.attempt.Digest;
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
 * @param encryption of a new index
 * @param given what flags say of a new index
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
    Optional<EncryptionSpec> encryption,
    GivenSettings given,
    Optional<String> existing,
    boolean completeOverwrite) {

  BuildRequest {
    labels = Map.copyOf(labels);
  }

  /** A digest of all that another attempt must ask for too in order to go on with this one. */
  String digest() {
    return Digest.of(
        "build-index",
        parent.toString(),
        directory.toString(),
        settings.toString(),
        displayName,
        existing.orElse(""),
        Boolean.toString(completeOverwrite));
  }

  /** The same, with the labels that the step itself puts on a new index too. */
  BuildRequest with(Map<String, String> own) {
    return new BuildRequest(
        parent,
        directory,
        dimensions,
        settings,
        displayName,
        description,
        Labels.over(own, labels),
        encryption,
        given,
        existing,
        completeOverwrite);
  }

  /** The directory as Vector Search takes it: {@code gs://bucket/directory/}. */
  String contentsDeltaUri() {
    return directory.isLocal() ? directory.toString() : directory + "/";
  }
}
