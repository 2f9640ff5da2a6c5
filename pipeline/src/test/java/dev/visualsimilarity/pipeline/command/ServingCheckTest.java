package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingCheckTest {

  private static final String LOCAL_IMAGE = "visual-similarity/model-server:0.1.0";

  @ParameterizedTest
  @ValueSource(strings = {"https://tfhub.dev/x/1", "gs://shop/model.tar.gz", "/models/m.TGZ"})
  void refusesAModelThatIsNoDirectoryBeforeAnythingIsBuilt(String model) {
    assertThatThrownBy(() -> ServingCheck.check(values(true, model, LOCAL_IMAGE), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("and is " + model + "; unpack the model");
    assertThatCode(() -> ServingCheck.check(values(false, model, LOCAL_IMAGE), true))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnImageThatVertexCannotPull() {
    Map<String, JsonElement> local = values(true, "gs://shop/model", LOCAL_IMAGE);
    assertThatThrownBy(() -> ServingCheck.check(local, true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot pull it: " + LOCAL_IMAGE);
    assertThatCode(() -> ServingCheck.check(local, false)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                ServingCheck.check(
                    values(true, "gs://shop/model", "us-docker.pkg.dev/shop/" + LOCAL_IMAGE), true))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesPipelinesWithoutAModelAlone() {
    assertThatCode(() -> ServingCheck.check(Map.of(), true)).doesNotThrowAnyException();
  }

  private static Map<String, JsonElement> values(boolean upload, String model, String image) {
    return Map.of(
        "upload_model", new JsonPrimitive(upload),
        "model_uri", new JsonPrimitive(model),
        "serving_container_image", new JsonPrimitive(image));
  }
}
