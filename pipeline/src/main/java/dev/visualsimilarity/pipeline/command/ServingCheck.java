package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ImageNames;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks whether the model that a run uploads last of all can be uploaded, before indexes are built
 * and deployed.
 */
final class ServingCheck {

  private static final String UPLOAD_MODEL = "upload_model";
  private static final String DEPLOY_MODEL = "deploy_model";
  private static final String MODEL_URI = "model_uri";
  private static final String IMAGE = "serving_container_image";
  private static final Pattern NO_DIRECTORY =
      Pattern.compile("https?://.*|.*\\.(?:tar|tgz|tar\\.gz)", Pattern.CASE_INSENSITIVE);

  private ServingCheck() {}

  /**
   * Checks the parameters that the project's pipeline has for it.
   *
   * @param values all of them, defaults too
   * @param vertex whether Vertex AI is to serve the model, which pulls the image
   * @throws UserException if {@code upload_model} is true and the model or the image is not one
   *     that can be served, or a model is to be deployed that is not uploaded
   */
  static void check(Map<String, JsonElement> values, boolean vertex) {
    if (!text(values, UPLOAD_MODEL).equals("true")) {
      if (values.containsKey(UPLOAD_MODEL) && text(values, DEPLOY_MODEL).equals("true")) {
        throw UserException.badParameter(
            "with deploy_model=true and upload_model=false nothing would be deployed; give --param upload_model=true too");
      }
      return;
    }
    String model = text(values, MODEL_URI);
    if (NO_DIRECTORY.matcher(model).matches()) {
      throw UserException.badParameter(
          "with upload_model=true, model_uri is to be a directory that holds saved_model.pb, and is %s; unpack the model, and give --param model_uri=DIRECTORY"
              .formatted(model));
    }
    if (!values.containsKey(IMAGE)) {
      return;
    }
    String image = text(values, IMAGE);
    if (!ImageNames.isName(image)) {
      throw UserException.badParameter(
          "with upload_model=true, serving_container_image is to be that of the model server, and is '%s'; leave it out, or give --param serving_container_image=REGISTRY/model-server:TAG"
              .formatted(image));
    }
    if (vertex && !ImageNames.hasRegistry(image)) {
      throw UserException.badParameter(
          "with upload_model=true, serving_container_image names no registry, so that Vertex AI cannot pull it: %s; run a pipeline that visual-similarity compile --registry REGISTRY wrote, or give --param serving_container_image=REGISTRY/model-server:TAG"
              .formatted(image));
    }
  }

  private static String text(Map<String, JsonElement> values, String name) {
    return values.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
  }
}
