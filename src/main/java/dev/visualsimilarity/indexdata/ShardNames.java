package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.storage.StorageObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names such as {@code embeddings-00000-of-00004.json}, which say how many shards there must be.
 */
final class ShardNames {

  private static final Pattern NAME = Pattern.compile("(.*-)(\\d{5})-of-(\\d{5})(\\.[a-z]+)");

  private ShardNames() {}

  /**
   * Tells of sets of which shards are missing: an index of a part of the catalog looks like any
   * other.
   */
  static List<Finding> missing(List<StorageObject> files) {
    Map<String, BitSet> sets = new TreeMap<>();
    for (StorageObject file : files) {
      Matcher name = NAME.matcher(file.uri().name());
      if (name.matches()) {
        String others = name.group(1) + "*-of-" + name.group(3) + name.group(4);
        sets.computeIfAbsent(others, key -> new BitSet()).set(Integer.parseInt(name.group(2)));
      }
    }
    List<Finding> missing = new ArrayList<>();
    sets.forEach(
        (names, present) -> {
          int count = Integer.parseInt(names.replaceFirst(".*-of-(\\d{5}).*", "$1"));
          int first = present.nextClearBit(0);
          if (first < count) {
            missing.add(
                IndexDataFiles.mistake(
                    names,
                    BatchErrorType.MISSING_SHARDS,
                    "%d of the %d shards are missing, number %d the first; run extract-features for every shard"
                        .formatted(count - present.get(0, count).cardinality(), count, first)));
          }
        });
    return missing;
  }
}
