package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DatapointFormatPropertyTest {

  @Property(tries = 300)
  void everyRecordReadsBackAsItWasWrittenOrIsRefused(
      @ForAll DatapointFormat format, @ForAll("batches") List<Datapoint> batch)
      throws IOException, RecordException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Datapoint> written = new ArrayList<>();
    try (DatapointWriter writer = format.writer(bytes, 0)) {
      for (Datapoint datapoint : batch) {
        try {
          writer.write(datapoint);
          written.add(datapoint);
        } catch (RecordException e) {
          assertThat(e.id()).isEqualTo(datapoint.id());
          assertThat(isSayable(format, datapoint)).as("refused: %s", e.getMessage()).isFalse();
        }
      }
    }
    try (DatapointReader reader = format.reader(new ByteArrayInputStream(bytes.toByteArray()), 0)) {
      for (Datapoint datapoint : written) {
        Datapoint read = reader.next().orElseThrow();
        assertThat(read.id()).isEqualTo(datapoint.id());
        assertThat(bits(read.vector())).isEqualTo(bits(datapoint.vector()));
        assertThat(read.attributes()).isEqualTo(readable(format, datapoint.attributes()));
      }
      assertThat(reader.next()).isEmpty();
      assertThat(reader.number()).isEqualTo(written.size());
    }
  }

  @Property(tries = 1500)
  void whateverTheBytesAreEveryRecordIsReadOrRefused(
      @ForAll DatapointFormat format, @ForAll("batches") List<Datapoint> batch, @ForAll long seed)
      throws IOException {
    byte[] bytes = bytes(format, batch);
    mutate(bytes, new Random(seed));
    int calls = 0;
    try (DatapointReader reader = format.reader(new ByteArrayInputStream(bytes), 0)) {
      for (boolean more = true; more; calls++) {
        try {
          more = reader.next().isPresent();
        } catch (RecordException e) {
          assertThat(e.getMessage()).isNotBlank();
          assertThat(reader.number()).isPositive();
        }
        assertThat(reader.excerpt()).hasSizeLessThanOrEqualTo(DatapointReader.MAX_EXCERPT);
      }
    }
    assertThat(calls).isLessThanOrEqualTo(bytes.length + 2);
  }

  /** Avro's int; a line of CSV; and what the fields of CSV cannot hold. */
  private static boolean isSayable(DatapointFormat format, Datapoint datapoint) {
    Attributes attributes = datapoint.attributes();
    return switch (format) {
      case JSON -> true;
      case AVRO ->
          attributes.numericRestricts().stream()
              .map(NumericRestrict::value)
              .noneMatch(value -> value instanceof Long && value.longValue() != value.intValue());
      case CSV ->
          isOneLine(datapoint.id())
              && attributes.crowdingTag().stream().allMatch(DatapointFormatPropertyTest::isOneLine)
              && attributes.numericRestricts().stream()
                  .map(NumericRestrict::namespace)
                  .allMatch(name -> isOneLine(name) && !name.contains("="))
              && attributes.restricts().stream().allMatch(DatapointFormatPropertyTest::isSayable);
    };
  }

  private static boolean isSayable(Restrict restrict) {
    String namespace = restrict.namespace();
    return isOneLine(namespace)
        && !namespace.contains("=")
        && !namespace.startsWith("#")
        && !namespace.equals("crowding_tag")
        && restrict.allow().stream().allMatch(token -> isOneLine(token) && !token.startsWith("!"))
        && restrict.deny().stream().allMatch(DatapointFormatPropertyTest::isOneLine);
  }

  private static boolean isOneLine(String text) {
    return !text.contains("\n") && !text.contains("\r");
  }

  private static Attributes readable(DatapointFormat format, Attributes written) {
    if (format != DatapointFormat.CSV) {
      return written;
    }
    List<Restrict> restricts =
        written.restricts().stream()
            .filter(restrict -> !restrict.allow().isEmpty() || !restrict.deny().isEmpty())
            .toList();
    return new Attributes(restricts, written.numericRestricts(), written.crowdingTag());
  }

  private static List<Integer> bits(float[] vector) {
    List<Integer> bits = new ArrayList<>();
    for (float component : vector) {
      bits.add(Float.floatToRawIntBits(component));
    }
    return bits;
  }

  private static byte[] bytes(DatapointFormat format, List<Datapoint> batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DatapointWriter writer = format.writer(bytes, 0)) {
      for (Datapoint datapoint : batch) {
        try {
          writer.write(datapoint);
        } catch (RecordException e) {
          // The others are enough.
        }
      }
    }
    return bytes.toByteArray();
  }

  /** Changes some bytes: to any, to ones of large numbers, or all behind a place to zero. */
  private static void mutate(byte[] bytes, Random random) {
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 ->
            Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), (byte) -1);
        default -> Arrays.fill(bytes, at, bytes.length, (byte) (random.nextBoolean() ? 0 : 'x'));
      }
    }
  }

  @Provide
  Arbitrary<List<Datapoint>> batches() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(12),
            Arbitraries.strings().withChars("ab,\"=!#:\n\r '").ofMinLength(1).ofMaxLength(5),
            Arbitraries.of("crowding_tag", "café 🜁", "1.5", "\"", "#a", "!a"));
    Arbitrary<float[]> vectors =
        Arbitraries.oneOf(
                Arbitraries.floats(),
                Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite),
                Arbitraries.of(-0.0f, Float.MIN_VALUE, -Float.MAX_VALUE, 1e-40f, 1f / 3))
            .array(float[].class)
            .ofMinSize(1)
            .ofMaxSize(60);
    Arbitrary<Restrict> restricts =
        Combinators.combine(text, text.list().ofMaxSize(3), text.list().ofMaxSize(3))
            .as(Restrict::new);
    Arbitrary<Number> numbers =
        Arbitraries.oneOf(
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 3L, (long) Integer.MIN_VALUE)
                .map(Number.class::cast),
            Arbitraries.floats().map(Number.class::cast),
            Arbitraries.doubles().map(Number.class::cast),
            Arbitraries.of(-0.0, Double.MIN_VALUE, Double.MAX_VALUE).map(Number.class::cast));
    Arbitrary<NumericRestrict> numeric =
        Combinators.combine(text, numbers).as(NumericRestrict::new);
    Arbitrary<Attributes> attributes =
        Combinators.combine(
                restricts.list().ofMaxSize(3).uniqueElements(Restrict::namespace),
                numeric.list().ofMaxSize(3).uniqueElements(NumericRestrict::namespace),
                text.optional())
            .as(Attributes::new);
    return Combinators.combine(text, vectors, attributes).as(Datapoint::new).list().ofMaxSize(5);
  }
}
