package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NotAppliedTest {

  @Test
  void namesWhatIsAskedForAndThereOtherwise() {
    assertThat(
            new NotApplied()
                .setting("--algorithm", "tree_ah", "brute_force")
                .setting("--encryption-spec-key-name", "k", "")
                .labels(Map.of("team", "search"), Map.of("team", "shop"))
                .text())
        .hasValue(
            "--algorithm tree_ah (it has brute_force), --encryption-spec-key-name k (it has none), --labels team=search (it has team=shop)");
  }

  @Test
  void isSilentOfWhatIsThereOrNotAskedFor() {
    assertThat(
            new NotApplied()
                .setting("--algorithm", "tree_ah", "tree_ah")
                .setting("--encryption-spec-key-name", "", "k")
                .labels(Map.of("team", "shop"), Map.of("team", "shop", "run", "r"))
                .text())
        .isEmpty();
  }
}
