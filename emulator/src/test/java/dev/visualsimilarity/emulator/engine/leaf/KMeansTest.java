package dev.visualsimilarity.emulator.engine.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.emulator.engine.vectors.FloatMatrix;
import dev.visualsimilarity.emulator.engine.vectors.Measure;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KMeansTest {
  private static final int LEAVES = 10;

  @Property(tries = 50)
  void duplicatesTheOriginAndOutliersDoNotShareALeaf(@ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> kinds = new ArrayList<>(Collections.nCopies(360, 0));
    kinds.addAll(Collections.nCopies(20, 1));
    kinds.addAll(Collections.nCopies(20, 2));
    // Which vectors k-means begins with depends on their places only.
    Collections.shuffle(kinds, random);
    FloatMatrix vectors = new FloatMatrix(2);
    for (int kind : kinds) {
      switch (kind) {
        case 0 -> add(vectors, random, 1, 100, 0, 0);
        case 1 -> add(vectors, random, 1, 0, 0, 1);
        default -> add(vectors, random, 1, 1000, 0, 1);
      }
    }
    Leaves leaves = KMeans.partition(space(vectors), LEAVES);

    for (int leaf = 0; leaf < leaves.count(); leaf++) {
      Set<Integer> together = new HashSet<>();
      for (int i = leaves.start(leaf); i < leaves.start(leaf + 1); i++) {
        together.add(kinds.get(leaves.row(i)));
      }
      assertThat(together).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Property(tries = 20)
  void partitionsVectorsWhoseSquaresLeaveTheRangeOfFloats(@ForAll long seed) {
    FloatMatrix vectors = new FloatMatrix(2);
    Random random = new Random(seed);
    add(vectors, random, 50, 1e30f, 0, 1e28f);
    add(vectors, random, 50, -1e30f, 0, 1e28f);
    Leaves leaves = KMeans.partition(space(vectors), 2);

    assertThat(leaves.start(1)).isEqualTo(50);
    for (int i = 1; i < 50; i++) {
      assertThat(leaves.row(i) < 50).isEqualTo(leaves.row(0) < 50);
    }
  }

  /** An operation that is cancelled must not keep others waiting. */
  @Test
  void endsWhereItsThreadIsInterrupted() {
    FloatMatrix vectors = new FloatMatrix(2);
    add(vectors, new Random(1), 50, 1, 1, 1);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> KMeans.partition(space(vectors), 2))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void add(
      FloatMatrix vectors, Random random, int count, float x, float y, float spread) {
    for (int i = 0; i < count; i++) {
      vectors.append(
          new float[] {
            x + spread * (random.nextFloat() - 0.5f), y + spread * (random.nextFloat() - 0.5f)
          });
    }
  }

  private static VectorSpace space(FloatMatrix vectors) {
    return new VectorSpace(vectors, Measure.SQUARED_L2, false);
  }
}
