package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which resources are meant: indexes and endpoints by their labels, and deployments, which have no
 * labels, by their ids.
 *
 * @param labels that a resource must carry, all of them; empty: no index and no endpoint is meant
 * @param deployedIds that deployments have, or had before another index replaced theirs
 * @param createdBefore when it must have been created; empty: at any time
 */
public record Selection(
    Map<String, String> labels, Set<String> deployedIds, Optional<Instant> createdBefore) {

  public Selection {
    if (labels.isEmpty() && deployedIds.isEmpty()) {
      throw new IllegalArgumentException("without a label or an id everything would be selected");
    }
    labels = new TreeMap<>(labels);
    deployedIds = new TreeSet<>(deployedIds);
  }

  /** By labels alone. */
  public Selection(Map<String, String> labels, Optional<Instant> createdBefore) {
    this(labels, Set.of(), createdBefore);
  }

  boolean includes(Map<String, String> carried, Timestamp created) {
    return !labels.isEmpty()
        && carried.entrySet().containsAll(labels.entrySet())
        && isOldEnough(created);
  }

  boolean includes(DeployedIndex deployment) {
    return deployedIds.stream().anyMatch(id -> new DeployedIds(id).include(deployment))
        && isOldEnough(deployment.getCreateTime());
  }

  /** Whether a deployment of this id may be meant, of which the index is not known. */
  boolean mayInclude(String deployedId) {
    return deployedIds.stream().anyMatch(id -> new DeployedIds(id).mayInclude(deployedId));
  }

  /** Whether what was begun then may be meant, of which the labels are not known. */
  boolean mayIncludeCreated(Timestamp begun) {
    return !labels.isEmpty() && isOldEnough(begun);
  }

  boolean isOldEnough(Timestamp created) {
    return createdBefore
        .map(limit -> Timestamps.toMillis(created) < limit.toEpochMilli())
        .orElse(true);
  }

  /**
   * Such as {@code labels run=r-1, team=search, deployed index id shop_ann, created before
   * 2026-11-25T00:00:00Z}.
   */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (!labels.isEmpty()) {
      parts.add(
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .collect(Collectors.joining(", ", labels.size() == 1 ? "label " : "labels ", "")));
    }
    if (!deployedIds.isEmpty()) {
      parts.add(
          (deployedIds.size() == 1 ? "deployed index id " : "deployed index ids ")
              + String.join(", ", deployedIds));
    }
    createdBefore.ifPresent(limit -> parts.add("created before " + limit));
    return String.join(", ", parts);
  }
}
