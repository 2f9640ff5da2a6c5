package dev.visualsimilarity.vertexai.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How much a shard of an index holds, and on which machines it is served ("Create and manage your
 * index", table of machine types).
 */
public enum ShardSize {
  /** 2 GiB. */
  SHARD_SIZE_SMALL(2),
  /** 20 GiB. */
  SHARD_SIZE_MEDIUM(20),
  /** 50 GiB. */
  SHARD_SIZE_LARGE(50);

  private static final long GIB = 1L << 30;

  /** Family, kind and number of cores, as {@code n2d-standard-32}. */
  private static final Pattern MACHINE_TYPE =
      Pattern.compile("[a-z][0-9]+[a-z]*-(standard|highmem|highcpu)-[0-9]+");

  private final int gib;

  ShardSize(int gib) {
    this.gib = gib;
  }

  /** Of the name in an index's configuration; empty for any other. */
  public static Optional<ShardSize> of(String name) {
    return Arrays.stream(values()).filter(size -> size.name().equals(name)).findFirst();
  }

  /** Whether a text has the form of a machine type that serves indexes, in the table or not. */
  public static boolean isMachineType(String text) {
    return MACHINE_TYPE.matcher(text).matches();
  }

  /** Whether the table knows a machine type. */
  public static boolean isKnownMachine(String machineType) {
    return SHARD_SIZE_SMALL.machineTypes().contains(machineType);
  }

  /** The machines that can serve it, the default one first. */
  public List<String> machineTypes() {
    return Arrays.stream(values())
        .filter(size -> size.gib >= gib)
        .flatMap(size -> size.largestOf().stream())
        .toList();
  }

  /** The shards that vectors of so many bytes need. */
  public long shards(long bytes) {
    return Math.max(1, (bytes + gib * GIB - 1) / (gib * GIB));
  }

  /** The machines that can serve nothing larger, the service's choice first. */
  private List<String> largestOf() {
    return switch (this) {
      case SHARD_SIZE_SMALL -> List.of("e2-standard-2");
      case SHARD_SIZE_MEDIUM -> List.of("e2-standard-16", "n1-standard-16");
      case SHARD_SIZE_LARGE -> List.of("e2-highmem-16", "n2d-standard-32", "n1-standard-32");
    };
  }
}
