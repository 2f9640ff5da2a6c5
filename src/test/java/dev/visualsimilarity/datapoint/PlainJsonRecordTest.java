package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader from bytes and the reader of any form give the same, or the same mistake. */
class PlainJsonRecordTest {

  private static final String PLAIN = "{\"id\":\"a\",\"embedding\":[0.5,-1e-3]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN + "}",
        " { \"id\" : \"a b\" , \"embedding\" : [ 0.5 , 1 ] } ",
        "{\"embedding\":[0.5,1],\"id\":\"a\"}",
        PLAIN + ",\"crowding_tag\":\"x\",\"restricts\":[{\"namespace\":\"n\",\"allow\":[\"t\"]}]}",
        PLAIN + ",\"unknown\":{\"id\":\"b\"}}",
        PLAIN + ",\"id\":\"b\"}",
        PLAIN + ",\"embedding\":[1,2]}",
        PLAIN + ",\"embedding\":[1]}",
        "{\"id\":\"a\",\"id\":\"b\",\"embedding\":[1,2]}",
        "{\"id\":\"caf\u00e9\",\"embedding\":[1,2]}",
        "{\"id\":\"a\\\"b\",\"embedding\":[1,2]}",
        "{\"id\":\"\",\"embedding\":[1,2]}",
        "{\"id\":\"a\u0001\",\"embedding\":[1,2]}",
        "{\"id\":\"a\"}",
        "{\"id\":1,\"embedding\":[1,2]}",
        "{\"id\":\"a\",\"embedding\":[1]}",
        "{\"id\":\"a\",\"embedding\":[1,2,3]}",
        "{\"id\":\"a\",\"embedding\":[]}",
        "{\"id\":\"a\",\"embedding\":[1,NaN]}",
        "{\"id\":\"a\",\"embedding\":[1,01]}",
        "{\"id\":\"a\",\"embedding\":[1,1e99]}",
        "{\"id\":\"a\",\"embedding\":[1,\"2\"]}",
        "{\"id\":\"a\",\"embedding\":[1,2",
        "{\"id\":\"a\",\"embedding\":[1,2]",
        "{\"id\":\"a",
        "{",
        "[]",
        PLAIN + "} {}",
        PLAIN + ",}",
        PLAIN + ",\"restricts\":[{}]}",
        PLAIN + ",\"sparse_embedding\":{}}",
      })
  void isReadAsAnyFormIs(String line) throws IOException {
    JsonLineParser parser = new JsonLineParser(2);
    try (Utf8Lines lines =
        new Utf8Lines(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)))) {
      lines.next();
      assertThat(outcome(() -> parser.parse(lines)))
          .isEqualTo(outcome(() -> parser.parse(lines.text())));
    }
  }

  private interface Reading {
    Datapoint read() throws RecordException;
  }

  private static String outcome(Reading reading) {
    try {
      Datapoint read = reading.read();
      return "%s %s %s"
          .formatted(read.id(), Arrays.toString(read.vector()), Optional.of(read.attributes()));
    } catch (RecordException e) {
      return "%s %s %s".formatted(e.type(), e.id(), e.getMessage());
    }
  }
}
