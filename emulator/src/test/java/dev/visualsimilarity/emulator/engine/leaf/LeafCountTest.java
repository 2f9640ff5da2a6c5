package dev.visualsimilarity.emulator.engine.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeafCountTest {

  @Test
  void thereIsALeafForEveryLeafNodeEmbeddingCountRows() {
    assertThat(LeafIndex.leafCount(1, 1000)).isEqualTo(1);
    assertThat(LeafIndex.leafCount(1000, 1000)).isEqualTo(1);
    assertThat(LeafIndex.leafCount(1001, 1000)).isEqualTo(2);
    assertThat(LeafIndex.leafCount(200_000, 100)).isEqualTo(2000);
  }

  /** K-means of a leaf a row would take hours. */
  @Test
  void leavesOfFewRowsDoNotMakeMoreLeavesThanCanBeTrained() {
    assertThat(LeafIndex.leafCount(200_000, 1)).isEqualTo(4096);
    assertThat(LeafIndex.leafCount(Integer.MAX_VALUE, 1)).isEqualTo(4096);
  }
}
