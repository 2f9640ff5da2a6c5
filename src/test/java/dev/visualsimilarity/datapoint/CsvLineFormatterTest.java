package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLineFormatterTest {
  private static final float[] VECTOR = {7f, -8.1f};

  @Test
  void writesTheRecordThatVectorSearchReads() throws IOException, RecordException {
    Attributes attributes =
        new Attributes(
            List.of(
                new Restrict("colour", List.of("red", "blue"), List.of("purple")),
                new Restrict("no tokens", List.of(), List.of())),
            List.of(
                new NumericRestrict("size", 3L),
                new NumericRestrict("ratio", 0.1f),
                new NumericRestrict("weight", 0.3)),
            Optional.of("test"));

    assertThat(write(new Datapoint("6", VECTOR, attributes)))
        .isEqualTo(
            "6,7.0,-8.1,colour=red,colour=blue,colour=!purple,#size=3i,#ratio=0.1f,#weight=0.3d,"
                + "crowding_tag=test\n");
  }

  @Test
  void quotesWhatHoldsACommaOrAQuote() throws IOException, RecordException {
    Attributes attributes =
        new Attributes(
            List.of(new Restrict("a,b", List.of("14\" nail", "x=y"), List.of("!"))),
            List.of(),
            Optional.empty());

    assertThat(write(new Datapoint("1,5", VECTOR, attributes)))
        .isEqualTo("\"1,5\",7.0,-8.1,\"a,b=14\"\" nail\",\"a,b=x=y\",\"a,b=!!\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=b          | red  | holds '='
          #a           | red  | begins with '#'
          crowding_tag | red  | meaning of its own
          a            | !red | begins with '!'
          """)
  void refusesWhatWouldBeReadAsSomethingElse(String namespace, String token, String message) {
    Restrict restrict = new Restrict(namespace, List.of(token), List.of());
    RecordException e =
        refused(
            new Datapoint(
                "mug", VECTOR, new Attributes(List.of(restrict), List.of(), Optional.empty())));

    assertThat(e.type()).isEqualTo(RecordErrorType.INVALID_CSV_SYNTAX);
    assertThat(e.id()).isEqualTo("mug");
    assertThat(e).hasMessageContaining(message).hasMessageContaining("format json or avro");
  }

  @Test
  void refusesALineBreakForALineIsARecord() {
    RecordException e = refused(new Datapoint("mug\nplate", VECTOR, Attributes.NONE));

    assertThat(e.type()).isEqualTo(RecordErrorType.INVALID_CSV_SYNTAX);
    assertThat(e.getMessage()).contains("'mug' holds a line break").doesNotContain("\n");
  }

  private static RecordException refused(Datapoint datapoint) {
    return catchThrowableOfType(RecordException.class, () -> write(datapoint));
  }

  private static String write(Datapoint datapoint) throws IOException, RecordException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DatapointWriter writer = DatapointFormat.CSV.writer(bytes, 2)) {
      writer.write(datapoint);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
