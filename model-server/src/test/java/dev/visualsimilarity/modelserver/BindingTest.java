package dev.visualsimilarity.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingTest {

  private static final Map<String, String> CONTAINER =
      Map.of(
          "AIP_HTTP_PORT", "8081",
          "AIP_HEALTH_ROUTE", "/v1/endpoints/1/deployedModels/2",
          "AIP_PREDICT_ROUTE", "/v1/endpoints/1/deployedModels/2:predict");

  @Test
  void byHandItAnswersThisMachineOnly() {
    assertThat(Binding.of("", "", "", "", Map.of()))
        .isEqualTo(new Binding("127.0.0.1", 8080, "/health", "/predict"));
  }

  @Test
  void inAContainerOfVertexAiItIsReachedFromOutside() {
    assertThat(Binding.of("", "", "", "", CONTAINER))
        .isEqualTo(
            new Binding(
                "0.0.0.0",
                8081,
                "/v1/endpoints/1/deployedModels/2",
                "/v1/endpoints/1/deployedModels/2:predict"));
  }

  @Test
  void flagsGoBeforeTheContainersVariables() {
    assertThat(Binding.of("127.0.0.1", "0", "/up", "/embed", CONTAINER))
        .isEqualTo(new Binding("127.0.0.1", 0, "/up", "/embed"));
  }

  @Test
  void whatCannotBeUsedIsRefused() {
    refused("70000", "", "--port, or AIP_HTTP_PORT, is no port: '70000'");
    refused("http", "", "is no port: 'http'");
    refused("", "predict", "--predict-route is no path: 'predict'");
    refused("", "/health", "--health-route and --predict-route are both /health");
  }

  private static void refused(String port, String predictRoute, String message) {
    assertThatThrownBy(() -> Binding.of("", port, "", predictRoute, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}
