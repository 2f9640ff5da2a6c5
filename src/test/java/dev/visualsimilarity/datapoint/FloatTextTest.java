package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatTextTest {

  @Property(tries = 2000)
  void anyFloatComesBack(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      assertSame(Float.toString(value));
      assertSame(Double.toString(value));
    }
  }

  @Property(tries = 2000)
  void numbersBetweenTwoFloatsAreRoundedToEven(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    double between = ((double) value + Math.nextUp(value)) / 2;
    if (Double.isFinite(between)) {
      assertSame(Double.toString(between));
      assertSame(Double.toString(Math.nextUp(between)));
    }
  }

  @Property(tries = 2000)
  void numbersOfManyDigitsAndExponentsAreRoundedOnce(@ForAll long seed) {
    Random random = new Random(seed);
    assertSame(
        "%d.%de%d".formatted(random.nextLong(), random.nextInt(1 << 30), random.nextInt(60)));
    assertSame(
        "%d.%de-%d".formatted(random.nextInt(), random.nextInt(1 << 30), random.nextInt(60)));
    assertSame("%dE+%d".formatted(random.nextInt(1000), random.nextInt(30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "0e99",
        "1",
        "-1.5",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "1e400",
        "-1e400",
        "1e-400",
        "1e0000000000000001",
        "16777217",
        "9007199254740993",
        "3.4028236e38",
        "0.000000000000000000000000000000000000000000001",
        "1234567890123456789012345678901234567890"
      })
  void isWhatJavaReads(String text) {
    assertSame(text);
  }

  private static void assertSame(String text) {
    assertThat(Float.floatToRawIntBits(FloatText.parse(text)))
        .as(text)
        .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
  }
}
