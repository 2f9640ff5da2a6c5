package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import com.google.cloud.aiplatform.v1.Port;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ImageNames;
import java.util.List;

/** The container of the project's model server, as Vertex AI starts it. */
final class ServingContainer {

  private static final int PORT = 8080;

  /** As the commands of the components: the image has no entry point. */
  private static final List<String> COMMAND =
      List.of(
          "java",
          "@/app/jvm-flags",
          "-cp",
          "@/app/jib-classpath-file",
          "dev.visualsimilarity.modelserver.ModelServer");

  private ServingContainer() {}

  /**
   * Describes it.
   *
   * @param image of the model server
   * @param healthRoute path of health checks
   * @param predictRoute path of predictions
   * @param flags of the model server: how it decodes and embeds
   */
  static ModelContainerSpec of(
      String image, String healthRoute, String predictRoute, List<String> flags) {
    if (!ImageNames.isName(image)) {
      throw UserException.badParameter(
          "--serving-container-image-uri is no image: '%s'; give that of the model server, such as us-central1-docker.pkg.dev/PROJECT/REPOSITORY/model-server:0.1.0"
              .formatted(image));
    }
    String health = route(healthRoute, "--health-route");
    String predict = route(predictRoute, "--predict-route");
    if (health.equals(predict)) {
      throw UserException.badParameter(
          "--health-route and --predict-route are both %s; they must differ".formatted(health));
    }
    return ModelContainerSpec.newBuilder()
        .setImageUri(image.strip())
        .addAllCommand(COMMAND)
        .addAllArgs(flags)
        .addPorts(Port.newBuilder().setContainerPort(PORT))
        .setHealthRoute(health)
        .setPredictRoute(predict)
        .build();
  }

  /** As the model server takes it, which else ends after minutes of deploying. */
  private static String route(String text, String flag) {
    String route = text.strip();
    if (!route.startsWith("/") || route.contains("?") || route.contains("#")) {
      throw UserException.badParameter(
          "%s is no path: '%s'; give one such as /predict".formatted(flag, text));
    }
    return route;
  }
}
