package dev.visualsimilarity.storage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where Cloud Storage keeps the objects of a bucket.
 *
 * <p>Source: https://cloud.google.com/storage/docs/locations
 *
 * @param name a region, a pair of regions or a multi-region: {@code EUROPE-WEST4}, {@code NAM4},
 *     {@code US}
 * @param type {@code region}, {@code dual-region}, {@code multi-region} or {@code zone}
 * @param dataLocations what the owner chose for the bucket: both regions of a pair, or a zone; else
 *     empty
 */
public record BucketLocation(String name, String type, List<String> dataLocations) {

  /** The regions of pairs that have a name of their own. */
  private static final Map<String, List<String>> PAIRS =
      Map.of(
          "ASIA1", List.of("asia-northeast1", "asia-northeast2"),
          "EUR4", List.of("europe-north1", "europe-west4"),
          "NAM4", List.of("us-central1", "us-east1"));

  /** How the names of the regions begin that a multi-region may hold. */
  private static final Map<String, Set<String>> CONTINENTS =
      Map.of(
          "ASIA", Set.of("asia", "me"),
          "EU", Set.of("europe"),
          "US", Set.of("us", "northamerica"));

  public BucketLocation {
    dataLocations = List.copyOf(dataLocations);
  }

  /**
   * Whether the objects are certainly not in a region. Which regions of its continent a
   * multi-region is made of is not known, nor are pairs and multi-regions that came later: these
   * exclude none.
   *
   * @param region such as {@code us-central1}
   */
  public boolean excludes(String region) {
    String place = name.toUpperCase(Locale.ROOT);
    List<String> known =
        switch (type) {
          case "region" -> List.of(name);
          case "dual-region" ->
              dataLocations.isEmpty() ? PAIRS.getOrDefault(place, List.of()) : dataLocations;
          default -> List.of();
        };
    if (!known.isEmpty()) {
      return known.stream().noneMatch(region::equalsIgnoreCase);
    }
    Set<String> continent = CONTINENTS.get(place);
    return continent != null && !continent.contains(region.replaceFirst("-.*", ""));
  }

  /** Such as {@code region EUROPE-WEST4} or {@code dual-region EU (EUROPE-WEST1, EUROPE-WEST4)}. */
  @Override
  public String toString() {
    String pair = dataLocations.isEmpty() ? "" : " (" + String.join(", ", dataLocations) + ")";
    return type + " " + name + pair;
  }
}
