package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Utf8LinesTest {

  @Property(tries = 100)
  void givesTheLinesThatWereJoined(
      @ForAll @Size(max = 6) List<@IntRange(max = 200_000) Integer> lengths)
      throws IOException, RecordException {
    List<String> lines = lengths.stream().map(length -> "é".repeat(length / 2) + "x").toList();
    String text = String.join("\n", lines);

    assertThat(read(text)).isEqualTo(lines.isEmpty() ? List.of() : lines);
    assertThat(read(text.replace("\n", "\r\n") + "\n"))
        .isEqualTo(lines.isEmpty() ? List.of("") : lines);
  }

  @Test
  void aLineThatIsNotUtf8DoesNotSpoilTheNext() throws IOException, RecordException {
    byte[] bytes = {'a', '\n', (byte) 0xC3, '(', '\n', 'b'};
    try (Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes))) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEqualTo("a");
      assertThat(lines.next()).isTrue();
      assertThatThrownBy(lines::text).isInstanceOf(RecordException.class);
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEqualTo("b");
      assertThat(lines.next()).isFalse();
    }
  }

  @Test
  void aLineThatIsTooLongDoesNotSpoilTheNext() throws IOException, RecordException {
    int length = DatapointReader.MAX_RECORD_BYTES;
    String text = "x".repeat(length + 1) + "\nb\n" + "y".repeat(length);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes))) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.beginning(3)).isEqualTo("xxx");
      assertThatThrownBy(lines::text)
          .isInstanceOf(RecordException.class)
          .hasMessageContaining("more than 16777216 bytes");
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEqualTo("b");
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).hasSize(length);
      assertThat(lines.next()).isFalse();
    }
  }

  private static List<String> read(String text) throws IOException, RecordException {
    List<String> read = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes))) {
      while (lines.next()) {
        read.add(lines.text());
      }
    }
    return read;
  }
}
