package dev.visualsimilarity.indexdata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a check of index data found.
 *
 * @param files data files
 * @param bytes the size of all files
 * @param records good records, each with an id of its own
 * @param deletions ids to delete
 * @param dimensions of the vectors; 0 if no record could be read
 * @param restricts how many records have each namespace
 * @param numericRestricts the type of each numeric namespace, such as {@code value_int}
 * @param crowdingTags how many records have one
 * @param findingCount mistakes
 * @param firstFindings the first of them, in the order of files and lines
 */
public record IndexDataReport(
    int files,
    long bytes,
    long records,
    long deletions,
    int dimensions,
    Map<String, Long> restricts,
    Map<String, String> numericRestricts,
    long crowdingTags,
    long findingCount,
    List<Finding> firstFindings) {

  private static final double MIB = 1 << 20;

  public IndexDataReport {
    restricts = new TreeMap<>(restricts);
    numericRestricts = new TreeMap<>(numericRestricts);
    firstFindings = List.copyOf(firstFindings);
  }

  /** What Vector Search calls the size of the data, and bills: four bytes a component. */
  public long vectorBytes() {
    return records * dimensions * Float.BYTES;
  }

  /** What the data holds, in words. */
  public String holds() {
    return "%s of %s in %s (%.1f MiB, %.1f MiB of vectors)%s%s%s%s"
        .formatted(
            count(records, "record"),
            count(dimensions, "dimension"),
            count(files, "file"),
            bytes / MIB,
            vectorBytes() / MIB,
            deletions == 0 ? "" : ", %s to delete".formatted(count(deletions, "id")),
            restricts.isEmpty() ? "" : ", restricts " + String.join(", ", restricts.keySet()),
            numericRestricts.isEmpty()
                ? ""
                : ", numeric restricts " + String.join(", ", numericRestricts.keySet()),
            crowdingTags == 0 ? "" : ", crowding tags");
  }

  /** How many mistakes and good records there are, in words. */
  public String counts() {
    return "%s, %s".formatted(count(findingCount, "mistake"), count(records, "good record"));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** The first mistakes, one a line, below a line that says how many they are. */
  public String firstFindingsText() {
    int count = firstFindings.size();
    StringBuilder text =
        new StringBuilder(count == 1 ? "The first:" : "The first %d:".formatted(count));
    firstFindings.forEach(finding -> text.append("%n  ".formatted()).append(finding));
    return text.toString();
  }

  /** What was found, for metadata of an artifact, which is flat: namespaces are a text. */
  public Map<String, Object> metadata() {
    Map<String, Object> metadata = summary();
    metadata.put("restricts", String.join(",", restricts.keySet()));
    metadata.put("numeric_restricts", String.join(",", numericRestricts.keySet()));
    return metadata;
  }

  /** What was found, for JSON; names in snake case. */
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("files", files);
    summary.put("records", records);
    summary.put("deletions", deletions);
    summary.put("bytes", bytes);
    summary.put("vector_bytes", vectorBytes());
    summary.put("dimensions", dimensions);
    summary.put("restricts", restricts);
    summary.put("numeric_restricts", numericRestricts);
    summary.put("crowding_tags", crowdingTags);
    summary.put("mistakes", findingCount);
    return summary;
  }
}
