package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.error.UserException;
import org.junit.jupiter.api.Test;

class ResourceNamesTest {

  private static final LocationName PARENT = LocationName.of("shop", "us-central1");

  @Test
  void takesAWholeNameOrItsLastPart() {
    String name = "projects/123/locations/us-central1/indexes/456";
    assertThat(ResourceNames.index(name, "--index", PARENT)).isEqualTo(name);
    assertThat(ResourceNames.index("456", "--index", PARENT))
        .isEqualTo("projects/shop/locations/us-central1/indexes/456");
    assertThat(ResourceNames.indexEndpoint("7", "--index-endpoint", PARENT))
        .isEqualTo("projects/shop/locations/us-central1/indexEndpoints/7");
    assertThat(ResourceNames.pipelineJob("shoes-20261125080910", "RUN", PARENT))
        .isEqualTo("projects/shop/locations/us-central1/pipelineJobs/shoes-20261125080910");
    assertThat(ResourceNames.schedule("8", "SCHEDULE", PARENT))
        .isEqualTo("projects/shop/locations/us-central1/schedules/8");
  }

  @Test
  void refusesAnotherKindOfResource() {
    assertThatThrownBy(
            () ->
                ResourceNames.index(
                    "projects/p/locations/us-central1/indexEndpoints/4", "--index", PARENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--index is no resource name")
        .hasMessageContaining("indexes/ID");
  }

  @Test
  void refusesAResourceOfAnotherLocation() {
    assertThatThrownBy(
            () ->
                ResourceNames.index(
                    "projects/p/locations/europe-west4/indexes/4", "--index", PARENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("give --location europe-west4");
  }
}
