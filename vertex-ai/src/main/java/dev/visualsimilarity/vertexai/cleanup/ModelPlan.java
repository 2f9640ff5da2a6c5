package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.Model;
import java.util.List;

/**
 * What is to become of a model.
 *
 * @param name of the model
 * @param removed its versions that are selected
 * @param kept its other versions
 */
record ModelPlan(String name, List<Model> removed, List<Model> kept) {

  private static final String DEFAULT = "default";

  ModelPlan {
    removed = List.copyOf(removed);
    kept = List.copyOf(kept);
  }

  /** Only a model all of whose versions are selected is deleted as a whole. */
  boolean isDeleted() {
    return kept.isEmpty();
  }

  /** The versions that are deleted one by one: of a model that stays, not its default. */
  List<Model> deletedVersions() {
    return isDeleted()
        ? List.of()
        : removed.stream()
            .filter(version -> !version.getVersionAliasesList().contains(DEFAULT))
            .toList();
  }

  /** Selected versions that cannot be deleted, being the default of a model that stays. */
  List<Model> stuck() {
    return isDeleted()
        ? List.of()
        : removed.stream()
            .filter(version -> version.getVersionAliasesList().contains(DEFAULT))
            .toList();
  }
}
