package dev.visualsimilarity.preprocess;

import java.util.Set;

/**
 * How items make shards.
 *
 * @param shardSize items a shard
 * @param shardCount shards
 * @param finished numbers of the shards that need not be made again
 */
record ShardPlan(int shardSize, int shardCount, Set<Integer> finished) {

  ShardPlan {
    finished = Set.copyOf(finished);
  }

  /** A plan for so many items, none of them done. */
  static ShardPlan of(long items, int shardSize) {
    return new ShardPlan(shardSize, Math.toIntExact((items + shardSize - 1) / shardSize), Set.of());
  }

  /** This plan with shards that are finished. */
  ShardPlan with(Set<Integer> finishedShards) {
    return new ShardPlan(shardSize, shardCount, finishedShards);
  }

  /** Whether an item, counted from 0, is in a finished shard. */
  boolean isFinished(long item) {
    return finished.contains((int) (item / shardSize));
  }
}
