package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks whether what the parameters of a run name is there, before a task needs it minutes later.
 */
final class InputCheck {

  static final String WORK_URI = "work_uri";
  static final String API_ENDPOINT = "api_endpoint";

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Pattern SERVER = Pattern.compile("http://(.+):(\\d{1,5})/?");

  private InputCheck() {}

  /**
   * Checks the files and folders of this machine in parameters whose names end in {@code _uri},
   * other than {@code work_uri}, which the run makes; and the server of an {@code api_endpoint}
   * without TLS, which is an emulator.
   *
   * @param otherServer what to do instead of starting that emulator
   * @throws UserException that names the first parameter that is wrong
   */
  static void check(Map<String, JsonElement> parameters, String otherServer) {
    parameters.forEach(
        (name, value) ->
            LocalPaths.of(name, value)
                .filter(path -> !name.equals(WORK_URI) && !Files.exists(path))
                .ifPresent(path -> missing(name, path)));
    Optional.ofNullable(parameters.get(API_ENDPOINT))
        .filter(JsonPrimitive.class::isInstance)
        .map(value -> SERVER.matcher(value.getAsString()))
        .filter(Matcher::matches)
        .ifPresent(
            server -> connect(server.group(1), Integer.parseInt(server.group(2)), otherServer));
  }

  private static void missing(String name, Path path) {
    throw UserException.badParameter(
        "parameter %s is %s, which does not exist; give --param %s=PATH"
            .formatted(name, path, name));
  }

  private static void connect(String host, int port, String otherServer) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(TIMEOUT.toMillis()));
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.badParameter(
          "parameter api_endpoint is http://%s:%d, where no server answers (%s); start one with visual-similarity emulator --port %d, or %s"
              .formatted(host, port, e.getMessage(), port, otherServer));
    }
  }
}
