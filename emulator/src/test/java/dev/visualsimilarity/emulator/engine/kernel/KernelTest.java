package dev.visualsimilarity.emulator.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KernelTest {
  private final Kernel scalar = Kernels.named(Kernels.SCALAR);
  private final Kernel vectorApi = Kernels.named(Kernels.VECTOR_API);

  @Property(tries = 500)
  void bothKernelsGiveTheSumsOfDoublePrecision(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1300) int length,
      @ForAll @IntRange(max = 20) int aOffset,
      @ForAll @IntRange(max = 20) int bOffset,
      @ForAll @IntRange(min = -10, max = 10) int magnitude) {
    Random random = new Random(seed);
    float[] a = vector(random, aOffset + length + 3, magnitude);
    float[] b = vector(random, bOffset + length + 5, magnitude);
    float scale = random.nextFloat();
    double dot = WideKernels.dot(a, aOffset, b, bOffset, length);
    double squaredL2 = WideKernels.squaredL2(a, aOffset, b, bOffset, scale, length);
    double l1 = WideKernels.l1(a, aOffset, b, bOffset, scale, length);
    double squares = WideKernels.dot(b, bOffset, b, bOffset, length);
    double sizes = Math.sqrt(WideKernels.dot(a, aOffset, a, aOffset, length) * squares);
    // Where a and scale times b are nearly equal, the rounding of that product is all that is left.
    double rounded = scale * Math.sqrt(squares) * Math.ulp(1f);
    for (Kernel kernel : new Kernel[] {scalar, vectorApi}) {
      assertThat((double) kernel.dot(a, aOffset, b, bOffset, length))
          .isCloseTo(dot, within(1e-5 * sizes));
      assertThat((double) kernel.squaredL2(a, aOffset, b, bOffset, scale, length))
          .isCloseTo(
              squaredL2, within(1e-5 * squaredL2 + rounded * (Math.sqrt(squaredL2) + rounded)));
      assertThat((double) kernel.l1(a, aOffset, b, bOffset, scale, length))
          .isCloseTo(l1, within(1e-5 * l1 + rounded * Math.sqrt(length)));
    }
  }

  @Property(tries = 300)
  void aProductIsTheSameInEveryBatch(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int length,
      @ForAll @IntRange(max = 11) int queryCount,
      @ForAll @IntRange(max = 11) int rowCount,
      @ForAll @IntRange(max = 9) int rowsOffset) {
    Random random = new Random(seed);
    float[] queries = vector(random, queryCount * length, 0);
    float[] rows = vector(random, rowsOffset + rowCount * length, 0);
    for (Kernel kernel : new Kernel[] {scalar, vectorApi}) {
      float[] out = new float[queryCount * rowCount];
      kernel.dots(queries, queryCount, rows, rowsOffset, rowCount, length, out);
      for (int q = 0; q < queryCount; q++) {
        for (int r = 0; r < rowCount; r++) {
          assertThat(out[q * rowCount + r])
              .isEqualTo(kernel.dot(queries, q * length, rows, rowsOffset + r * length, length));
        }
      }
    }
  }

  @Test
  void theVectorApiIsUsedWhereItsModuleIsPresent() {
    assertThat(Kernels.active().description()).contains("the Vector API");
  }

  @Test
  void refusesAKernelThatDoesNotExist() {
    assertThatThrownBy(() -> Kernels.named("gpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("visual-similarity.kernel is gpu: choose scalar or vector-api");
  }

  private static float[] vector(Random random, int length, int magnitude) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) ((random.nextFloat() - 0.5) * Math.pow(10, magnitude));
    }
    return vector;
  }
}
