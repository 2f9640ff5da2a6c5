package dev.visualsimilarity.queryindex.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import dev.visualsimilarity.error.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFilterTest {

  @Test
  void gathersTokensByNamespace() {
    IndexDatapoint.Builder query = IndexDatapoint.newBuilder();
    TokenFilter.parse(List.of("color=red", "color=blue", "size=a=b"), List.of("color=green"))
        .apply(query);
    assertThat(query.getRestrictsList())
        .containsExactly(
            Restriction.newBuilder()
                .setNamespace("color")
                .addAllowList("red")
                .addAllowList("blue")
                .addDenyList("green")
                .build(),
            Restriction.newBuilder().setNamespace("size").addAllowList("a=b").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"red", "=red", "color="})
  void refusesAnItemWithoutNamespaceOrToken(String item) {
    assertThatThrownBy(() -> TokenFilter.parse(List.of(), List.of(item)))
        .isInstanceOf(UserException.class)
        .hasMessage("--deny: '%s' is not namespace=token; give one such as category=shoes", item);
  }
}
