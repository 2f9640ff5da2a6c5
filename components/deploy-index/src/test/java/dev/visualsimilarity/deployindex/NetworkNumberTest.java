package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.ProjectNumbers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkNumberTest {

  private static final String INDEX = "projects/415104041262/locations/us-central1/indexes/7";

  /** Has no credentials: what is answered needs none. */
  private final NetworkNumber numbers =
      new NetworkNumber(new ProjectNumbers(ApiEndpoint.parse("http://127.0.0.1:1", "")));

  @Test
  void theNumberOfTheOwnProjectIsInTheNameOfTheIndex() {
    for (String network : List.of("vpc", "projects/shop/global/networks/vpc")) {
      assertThat(numbers.resolved(request(network), INDEX).kind().network())
          .map(NetworkName::toString)
          .contains("projects/415104041262/global/networks/vpc");
    }
  }

  @Test
  void aNumberStaysAsItIs() {
    DeployRequest request = request("projects/7/global/networks/vpc");
    assertThat(numbers.resolved(request, INDEX)).isSameAs(request);
  }

  private static DeployRequest request(String network) {
    NetworkName name = NetworkName.parse(network, "shop");
    return new DeployRequest(
        LocationName.of("shop", "us-central1"),
        INDEX,
        Optional.empty(),
        "a1",
        "",
        new EndpointKind(false, Optional.of(name), List.of()),
        Replicas.of("", 2, 2),
        Map.of(),
        Optional.empty(),
        Duration.ZERO);
  }
}
