package dev.visualsimilarity.pipeline.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.visualsimilarity.pipeline.json.YamlFile;
import org.junit.jupiter.api.Test;

class CachingTest {

  private static final String PIPELINE =
      """
      root: {dag: {tasks: {a: {componentRef: {name: comp-a}}, loop: {cachingOptions: {enableCache: true}}}}}
      components:
        comp-a: {executorLabel: exec-a}
        comp-loop: {dag: {tasks: {b: {cachingOptions: {enableCache: true, cacheKey: mine}}}}}
      """;

  @Test
  void isSetOnEveryTaskOfEveryGraph() {
    JsonObject before = YamlFile.parse("test", PIPELINE);
    JsonObject after = Caching.override(before, false);
    assertThat(after)
        .isEqualTo(
            YamlFile.parse(
                "expected",
                """
                root: {dag: {tasks: {a: {componentRef: {name: comp-a}, cachingOptions: {enableCache: false}}, loop: {cachingOptions: {enableCache: false}}}}}
                components:
                  comp-a: {executorLabel: exec-a}
                  comp-loop: {dag: {tasks: {b: {cachingOptions: {enableCache: false}}}}}
                """));
    assertThat(before).isEqualTo(YamlFile.parse("unchanged", PIPELINE));
  }
}
