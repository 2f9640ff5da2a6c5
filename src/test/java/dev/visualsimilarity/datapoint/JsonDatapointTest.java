package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonDatapointTest {

  @Test
  void writesTheRecordThatVectorSearchReads() throws IOException, RecordException {
    Attributes attributes =
        new Attributes(
            List.of(new Restrict("colour", List.of("red", "<blue>"), List.of("green"))),
            List.of(
                new NumericRestrict("size", 3L),
                new NumericRestrict("price", 1.1f),
                new NumericRestrict("weight", 0.25)),
            Optional.of("mugs"));
    assertThat(write(new Datapoint("a\"b", new float[] {1f, -0.1f, 1e-10f}, attributes)))
        .isEqualTo(
            "{\"id\":\"a\\\"b\",\"embedding\":[1.0,-0.1,1.0E-10],"
                + "\"restricts\":[{\"namespace\":\"colour\",\"allow\":[\"red\",\"<blue>\"],\"deny\":[\"green\"]}],"
                + "\"numeric_restricts\":[{\"namespace\":\"size\",\"value_int\":3},"
                + "{\"namespace\":\"price\",\"value_float\":1.1},{\"namespace\":\"weight\",\"value_double\":0.25}],"
                + "\"crowding_tag\":\"mugs\"}\n");
  }

  @Test
  void writesTheShortestDecimalOfAFloatOnEveryJava() throws IOException, RecordException {
    float value = Float.intBitsToFloat(1_520_856_339);
    // Float.toString of Java 17 gives 2.34223873E16.
    assertThat(write(new Datapoint("a", new float[] {value}, Attributes.NONE)))
        .contains("[2.3422387E16]");
  }

  @Test
  void refusesToWriteWhatJsonCannotSay() {
    Datapoint nan = new Datapoint("a", new float[] {Float.NaN}, Attributes.NONE);
    assertThatThrownBy(() -> write(nan))
        .isInstanceOf(RecordException.class)
        .hasMessageContaining("NaN");
  }

  private static String write(Datapoint datapoint) throws IOException, RecordException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DatapointWriter writer = DatapointFormat.JSON.writer(bytes, 0)) {
      writer.write(datapoint);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
