package dev.visualsimilarity.vertexai.cleanup;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which resources are meant.
 *
 * @param labels that a resource must carry, all of them; not empty
 * @param createdBefore when it must have been created; empty: at any time
 */
public record Selection(Map<String, String> labels, Optional<Instant> createdBefore) {

  public Selection {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("without a label everything would be selected");
    }
    labels = new TreeMap<>(labels);
  }

  boolean includes(Map<String, String> carried, Timestamp created) {
    return carried.entrySet().containsAll(labels.entrySet()) && isOldEnough(created);
  }

  boolean isOldEnough(Timestamp created) {
    return createdBefore
        .map(limit -> Timestamps.toMillis(created) < limit.toEpochMilli())
        .orElse(true);
  }

  /** Such as {@code labels run=r-1, team=search, created before 2026-11-25T00:00:00Z}. */
  @Override
  public String toString() {
    String text =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(", ", labels.size() == 1 ? "label " : "labels ", ""));
    return text + createdBefore.map(limit -> ", created before " + limit).orElse("");
  }
}
