package dev.visualsimilarity.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The emulator's image, serving on 127.0.0.1. */
record EmulatorContainer(RunningContainer container, String endpoint) implements AutoCloseable {

  private static final Pattern ENDPOINT = Pattern.compile("--api-endpoint=(http://\\S+)");

  /**
   * Starts one.
   *
   * @param folder that holds the embeddings
   * @param args further ones
   */
  static EmulatorContainer start(Path folder, String... args)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("--host=127.0.0.1", "--port=0"));
    words.addAll(List.of(args));
    RunningContainer container =
        Container.of("emulator")
            .onHostNetwork()
            .mounting(folder)
            .start(words.toArray(String[]::new));
    try {
      container.awaitPrinted("Private endpoints answer");
      Matcher endpoint = ENDPOINT.matcher(container.printed());
      if (!endpoint.find()) {
        throw new IllegalStateException("no endpoint in " + container.printed());
      }
      return new EmulatorContainer(container, endpoint.group(1));
    } catch (InterruptedException | RuntimeException e) {
      container.close();
      throw e;
    }
  }

  @Override
  public void close() {
    container.close();
  }
}
