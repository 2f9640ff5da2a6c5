package dev.visualsimilarity.buildindex;

/** How an index finds neighbours. */
enum Algorithm {

  /** Approximately: a tree of partitions with asymmetric hashing. */
  TREE_AH,

  /** Exactly: every vector is compared; the ground truth for recall. */
  BRUTE_FORCE
}
