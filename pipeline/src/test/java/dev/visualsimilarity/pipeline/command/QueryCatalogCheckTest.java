package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.pipeline.conformance.Conformance;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QueryCatalogCheckTest {

  private static final Path PIPELINE = Path.of("pipeline.yaml").toAbsolutePath();
  private static final Path HOME = Path.of("/home/me");

  private final RunParameters values =
      new RunParameters(Conformance.read(PIPELINE).root().inputParameters(), PIPELINE.getParent());

  @Test
  void theQueriesOfTheSampleAreForItsOwnCatalogOnly() {
    assertThat(QueryCatalogCheck.areOfAnother(values)).isFalse();
    values.text("catalog_uri", "shoes/catalog.csv", HOME);
    assertThat(QueryCatalogCheck.areOfAnother(values)).isTrue();
    values.text("query_catalog_uri", "shoes/queries.csv", HOME);
    assertThat(QueryCatalogCheck.areOfAnother(values)).isFalse();
  }

  @Test
  void theSamplesOwnCatalogMayBeNamed() {
    values.text(
        "catalog_uri", PIPELINE.resolveSibling("sample/catalog/catalog.csv").toString(), HOME);
    assertThat(QueryCatalogCheck.areOfAnother(values)).isFalse();
  }
}
