package dev.visualsimilarity.emulator.engine.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.emulator.engine.kernel.WideKernels;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeafCodesTest {

  @Property(tries = 200)
  void theSumOfSignsIsThatOfAPlainLoop(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int words) {
    Random random = new Random(seed);
    float[] query = RotationTest.gaussian(random, words * 64);
    float[] row = RotationTest.gaussian(random, words * 64);
    LeafCodes codes = new LeafCodes(3, words);
    codes.set(1, row, 0);
    double signed = 0;
    double squares = 0;
    double absolutes = 0;
    for (int i = 0; i < row.length; i++) {
      signed += row[i] > 0 ? query[i] : -query[i];
      squares += row[i] * row[i];
      absolutes += Math.abs(row[i]);
    }

    // Rounded to 16 levels of about 0.45, n components are off by 0.13 * sqrt(n) on average.
    assertThat((double) codes.residualDot(new CodedQuery(query), 1))
        .isCloseTo(signed * squares / absolutes, within(1.2 * Math.sqrt(row.length)));
  }

  @Test
  void estimatesAreRightOnAverageAndNearEachTime() {
    Random random = new Random(1);
    int size = 1280;
    Rotation rotation = new Rotation(size);
    double sum = 0;
    double sumOfSquares = 0;
    int tries = 300;
    for (int i = 0; i < tries; i++) {
      float[] query = RotationTest.gaussian(random, size);
      float[] row = RotationTest.gaussian(random, size);
      for (int d = 0; d < size; d++) {
        row[d] += query[d];
      }
      LeafCodes codes = new LeafCodes(1, size / 64);
      codes.set(0, rotation.apply(row), 0);
      double dot = WideKernels.dot(query, 0, row, 0, size);
      double error = codes.residualDot(new CodedQuery(rotation.apply(query)), 0) / dot - 1;
      sum += error;
      sumOfSquares += error * error;
    }

    assertThat(sum / tries).isCloseTo(0, within(0.01));
    assertThat(Math.sqrt(sumOfSquares / tries)).isLessThan(0.05);
  }

  @Test
  void aRowThatIsItsCentreHasNoResidual() {
    LeafCodes codes = new LeafCodes(1, 8);
    codes.set(0, new float[512], 1);

    assertThat(codes.residualDot(new CodedQuery(RotationTest.gaussian(new Random(2), 512)), 0))
        .isZero();
    assertThat(codes.halfSquaredLength(0)).isEqualTo(0.5f);
  }

  @Test
  void aQueryOfEqualComponentsHasOneLevel() {
    float[] query = new float[64];
    Arrays.fill(query, 2);
    LeafCodes codes = new LeafCodes(1, 1);
    float[] row = new float[64];
    Arrays.fill(row, -1);
    codes.set(0, row, 0);

    assertThat(codes.residualDot(new CodedQuery(query), 0)).isEqualTo(-128);
  }
}
