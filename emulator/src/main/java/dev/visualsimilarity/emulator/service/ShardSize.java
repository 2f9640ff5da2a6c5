package dev.visualsimilarity.emulator.service;

import java.util.List;
import java.util.Map;

/** How much data one shard of an index holds, and the machines that can serve such a shard. */
enum ShardSize {
  /** 2 GiB. */
  SHARD_SIZE_SMALL(2, "e2-standard-2"),
  /** 20 GiB. */
  SHARD_SIZE_MEDIUM(20, "e2-standard-16"),
  /** 50 GiB. */
  SHARD_SIZE_LARGE(50, "e2-highmem-16");

  private static final long GIB = 1L << 30;

  /** The largest shard that each machine type serves. */
  private static final Map<String, ShardSize> LARGEST_OF_MACHINE =
      Map.of(
          "e2-standard-2", SHARD_SIZE_SMALL,
          "e2-standard-16", SHARD_SIZE_MEDIUM,
          "n1-standard-16", SHARD_SIZE_MEDIUM,
          "n1-standard-32", SHARD_SIZE_LARGE,
          "e2-highmem-16", SHARD_SIZE_LARGE,
          "n2d-standard-32", SHARD_SIZE_LARGE);

  private final int gibibytes;
  private final String defaultMachineType;

  ShardSize(int gibibytes, String defaultMachineType) {
    this.gibibytes = gibibytes;
    this.defaultMachineType = defaultMachineType;
  }

  /** Shards that vectors of this many bytes take. */
  int shards(long bytes) {
    return (int) Math.max(1, (bytes + gibibytes * GIB - 1) / (gibibytes * GIB));
  }

  /** The machine type that the service takes where none is given. */
  String defaultMachineType() {
    return defaultMachineType;
  }

  boolean isServedBy(String machineType) {
    ShardSize largest = LARGEST_OF_MACHINE.get(machineType);
    return largest != null && largest.compareTo(this) >= 0;
  }

  /** The machine types that serve a shard of this size. */
  List<String> machineTypes() {
    return LARGEST_OF_MACHINE.keySet().stream().filter(this::isServedBy).sorted().toList();
  }
}
