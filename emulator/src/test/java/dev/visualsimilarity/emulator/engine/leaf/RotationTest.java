package dev.visualsimilarity.emulator.engine.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.emulator.engine.kernel.WideKernels;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RotationTest {

  @Property(tries = 100)
  void keepsLengthsAndDotProducts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int words, @ForAll boolean shorter) {
    Random random = new Random(seed);
    int size = words * 64;
    int length = shorter ? size - 63 : size;
    float[] a = gaussian(random, length);
    float[] b = gaussian(random, length);
    Rotation rotation = new Rotation(size);
    float[] rotatedA = rotation.apply(a);
    float[] rotatedB = rotation.apply(b);

    assertThat(rotatedA).hasSize(size);
    assertThat(WideKernels.dot(rotatedA, 0, rotatedA, 0, size))
        .isCloseTo(WideKernels.dot(a, 0, a, 0, length), within(1e-3));
    assertThat(WideKernels.dot(rotatedA, 0, rotatedB, 0, size))
        .isCloseTo(WideKernels.dot(a, 0, b, 0, length), within(1e-3));
  }

  @Test
  void spreadsOneComponentOverAll() {
    float[] one = new float[1280];
    one[17] = 1;
    double sumOfFourthPowers = 0;
    for (float value : new Rotation(1280).apply(one)) {
      sumOfFourthPowers += Math.pow(value, 4);
    }

    // 1 if nothing were spread, 3 / 1280 if it were as even as noise.
    assertThat(sumOfFourthPowers).isLessThan(6.0 / 1280);
  }

  static float[] gaussian(Random random, int length) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
