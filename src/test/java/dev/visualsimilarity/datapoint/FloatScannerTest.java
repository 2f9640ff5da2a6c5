package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatScannerTest {

  @Property(tries = 3000)
  void readsWhatAFloatIsWrittenAs(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      assertSame(Float.toString(value));
      assertSame(Double.toString(value));
      assertSame(new BigDecimal(value).toPlainString());
    }
  }

  @Property(tries = 3000)
  void readsWhatADoubleIsWrittenAs(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value) && Math.abs(value) <= Float.MAX_VALUE) {
      assertSame(Double.toString(value));
    }
  }

  /** The hardest: the text is in the middle of two floats, or as near to it as digits allow. */
  @Property(tries = 3000)
  void decidesBetweenTwoFloatsAsTheExactParserDoes(
      @ForAll int bits, @ForAll @IntRange(min = 1, max = 25) int precision) {
    float lower = Float.intBitsToFloat(bits & 0x7fffffff);
    if (!Float.isFinite(lower) || lower == Float.MAX_VALUE) {
      return;
    }
    BigDecimal middle =
        new BigDecimal(lower).add(new BigDecimal(Math.nextUp(lower))).divide(BigDecimal.valueOf(2));
    assertSame(middle.toString());
    BigDecimal unit = middle.ulp().max(middle.scaleByPowerOfTen(-precision));
    assertSame(middle.add(unit).toString());
    assertSame(middle.subtract(unit).toString());
    assertSame(middle.round(new MathContext(precision)).toString());
  }

  @Property(tries = 2000)
  void readsDecimalsOfAnyLength(
      @ForAll @IntRange(max = 30) int whole,
      @ForAll @IntRange(min = 1, max = 40) int fraction,
      @ForAll @IntRange(min = -50, max = 50) int power,
      @ForAll long seed) {
    Random random = new Random(seed);
    String digits = whole == 0 ? "0" : 1 + random.nextInt(9) + digits(random, whole - 1);
    assertSame("-" + digits + "." + digits(random, fraction));
    assertSame(digits + "." + digits(random, fraction) + "E" + power);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "0.0", "-0.0e5", "0e999999999999", "16777217", "1e-400"})
  void readsZerosAndWholeNumbers(String text) {
    assertSame(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "+1", "01", "-01", ".5", "1.", "1.e5", "1e", "1e+", "NaN", "1e39", "x"})
  void whatIsNoFiniteJsonNumberIsNan(String text) {
    assertThat(scan(text)).isNaN();
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private static void assertSame(String text) {
    float exact = Float.parseFloat(text);
    float scanned = scan(text);
    if (Float.isInfinite(exact)) {
      assertThat(scanned).as(text).isNaN();
    } else {
      assertThat(Float.floatToRawIntBits(scanned))
          .as(text)
          .isEqualTo(Float.floatToRawIntBits(exact));
    }
  }

  private static float scan(String text) {
    byte[] bytes = (text + ",").getBytes(StandardCharsets.US_ASCII);
    FloatScanner scanner = new FloatScanner(bytes, 0, bytes.length);
    float value = scanner.next();
    if (!Float.isNaN(value)) {
      assertThat(scanner.position()).as(text).isEqualTo(text.length());
    }
    return value;
  }
}
