package dev.visualsimilarity.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void writesOneLineWithoutHtmlEscapes() {
    assertThat(Json.COMPACT.toJson(Map.of("a", "<b> & 'c'"))).isEqualTo("{\"a\":\"<b> & 'c'\"}");
  }

  @Property(tries = 100)
  void everyStringSurvivesARoundTrip(@ForAll String text) {
    assertThat(Json.COMPACT.fromJson(Json.COMPACT.toJson(text), String.class)).isEqualTo(text);
  }
}
