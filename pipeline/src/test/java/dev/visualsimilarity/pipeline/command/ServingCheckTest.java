package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import java.util.HashMap;
import java.util.List;
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

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "docker://us-docker.pkg.dev/shop/model-server:1"})
  void refusesWhatIsNoImageWhoeverIsToServe(String image) {
    Map<String, JsonElement> values = values(true, "gs://shop/model", image);
    for (boolean vertex : List.of(true, false)) {
      assertThatThrownBy(() -> ServingCheck.check(values, vertex))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("serving_container_image")
          .hasMessageContaining("and is '" + image + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCAL_IMAGE, "model-server:0.1.0"})
  void refusesAnImageThatVertexCannotPull(String image) {
    Map<String, JsonElement> local = values(true, "gs://shop/model", image);
    assertThatThrownBy(() -> ServingCheck.check(local, true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot pull it: " + image);
    assertThatCode(() -> ServingCheck.check(local, false)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                ServingCheck.check(
                    values(true, "gs://shop/model", "us-docker.pkg.dev/shop/" + LOCAL_IMAGE), true))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesToDeployAModelThatIsNotUploaded() {
    Map<String, JsonElement> values = new HashMap<>(values(false, "gs://shop/m", LOCAL_IMAGE));
    values.put("deploy_model", new JsonPrimitive(true));
    assertThatThrownBy(() -> ServingCheck.check(values, false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("give --param upload_model=true too");
    values.remove("upload_model");
    assertThatCode(() -> ServingCheck.check(values, false)).doesNotThrowAnyException();
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
