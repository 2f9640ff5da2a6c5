package dev.visualsimilarity.modelserver;

import dev.visualsimilarity.error.UserException;
import java.util.Map;

/**
 * Where the server answers.
 *
 * @param host the address to listen on
 * @param port the TCP port; 0 = any that is free
 * @param healthRoute the path of health checks
 * @param predictRoute the path of predictions
 */
record Binding(String host, int port, String healthRoute, String predictRoute) {

  /** In a container of Vertex AI, the variable with the port to listen on. */
  static final String PORT_VARIABLE = "AIP_HTTP_PORT";

  static final String HEALTH_VARIABLE = "AIP_HEALTH_ROUTE";
  static final String PREDICT_VARIABLE = "AIP_PREDICT_ROUTE";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";
  private static final String DEFAULT_PORT = "8080";
  private static final int MAX_PORT = 65_535;

  /**
   * What the flags say, else the variables of a container of Vertex AI, else the defaults: port
   * 8080 of this machine only, {@code /health} and {@code /predict}. A container is asked from
   * outside, so there the server listens on all addresses.
   *
   * @param host of the flags, as are the others; empty: not given
   * @param environment as of {@link System#getenv()}
   * @throws UserException if one of them cannot be used
   */
  static Binding of(
      String host,
      String port,
      String healthRoute,
      String predictRoute,
      Map<String, String> environment) {
    String where = environment.containsKey(PORT_VARIABLE) ? EVERYWHERE : LOOPBACK;
    Binding binding =
        new Binding(
            host.isBlank() ? where : host.strip(),
            port(chosen(port, PORT_VARIABLE, DEFAULT_PORT, environment)),
            route(chosen(healthRoute, HEALTH_VARIABLE, "/health", environment), "--health-route"),
            route(
                chosen(predictRoute, PREDICT_VARIABLE, "/predict", environment),
                "--predict-route"));
    if (binding.healthRoute.equals(binding.predictRoute)) {
      throw UserException.badParameter(
          "--health-route and --predict-route are both %s; they must differ"
              .formatted(binding.healthRoute));
    }
    return binding;
  }

  private static String chosen(
      String flag, String variable, String byDefault, Map<String, String> environment) {
    String given = flag.isBlank() ? environment.getOrDefault(variable, "") : flag;
    return given.isBlank() ? byDefault : given.strip();
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
      throw UserException.badParameter(
          "--port, or %s, is no port: '%s'; give 0 to %d, 0 being any that is free"
              .formatted(PORT_VARIABLE, text, MAX_PORT));
    }
    return Integer.parseInt(text);
  }

  private static String route(String text, String flag) {
    if (!text.startsWith("/") || text.contains("?") || text.contains("#")) {
      throw UserException.badParameter(
          "%s is no path: '%s'; give one such as /predict".formatted(flag, text));
    }
    return text;
  }
}
