package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.LocationName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreatedEndpointTest {

  private static final Map<String, String> LABELS = Map.of("team", "search");

  @Test
  void hasAllThatIsAskedFor() {
    DeployRequest request = request("k", "shop", "b");
    assertThat(
            CreatedEndpoint.notApplied(request, LABELS, CreatedEndpoint.of(request.with(LABELS)))
                .text())
        .isEmpty();
  }

  @Test
  void anotherThatWasThereBeforeIsToldApart() {
    IndexEndpoint present = CreatedEndpoint.of(request("k", "shop", "b"));
    assertThat(CreatedEndpoint.notApplied(request("l", "third"), LABELS, present).text())
        .hasValue(
            "--private-service-connect-projects third (it has b,shop), --encryption-spec-key-name l (it has k), --labels team=search (it has none)");
    assertThat(CreatedEndpoint.notApplied(request("k", "b", "shop"), Map.of(), present).text())
        .isEmpty();
  }

  private static DeployRequest request(String key, String... projects) {
    return new DeployRequest(
        LocationName.of("p", "us-central1"),
        "projects/p/locations/us-central1/indexes/7",
        Optional.empty(),
        "a1",
        "",
        new EndpointKind(false, Optional.empty(), List.of(projects)),
        Replicas.of("", 0, 0),
        Map.of(),
        Optional.of(EncryptionSpec.newBuilder().setKmsKeyName(key).build()),
        Duration.ZERO);
  }
}
