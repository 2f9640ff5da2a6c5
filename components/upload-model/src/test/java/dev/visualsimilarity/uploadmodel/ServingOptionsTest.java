package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingOptionsTest {

  private static final ApiEndpoint VERTEX =
      ApiEndpoint.parse("us-central1-aiplatform.googleapis.com:443", "us-central1");

  private final ServingOptions options = new ServingOptions();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "us-central1-docker.pkg.dev/p/r/model-server:0.1.0",
        "registry:5000/model-server",
        "localhost/model-server"
      })
  void anImageOfARegistryIsTaken(String image) {
    options.image = image;
    assertThat(options.container(ModelSpec.of("gs://shop/model"), VERTEX).getImageUri())
        .isEqualTo(image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"visual-similarity/model-server:0.1.0", "model-server:0.1.0"})
  void anImageWithoutARegistryIsRefused(String image) {
    options.image = image;
    assertThatThrownBy(() -> options.container(ModelSpec.of("gs://shop/model"), VERTEX))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("names no registry: '" + image + "'");
  }
}
