package dev.visualsimilarity.queryindex.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Headless Chromium with one page. */
public final class Browser implements AutoCloseable {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(90);

  private final Process process;
  private final DevTools page;

  private Browser(Process process, DevTools page) {
    this.process = process;
    this.page = page;
  }

  /** The browser of this machine, if it has one. */
  public static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param folder empty; takes its profile
   */
  public static Browser start(Path program, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      DevTools page = new DevTools(page(process, folder.resolve("DevToolsActivePort")));
      for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
        page.call(domain + ".enable", Map.of());
      }
      return new Browser(process, page);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Opens a page in a window of that width, as a phone does, and waits until it is loaded. */
  public void open(URI address, int width) throws Exception {
    page.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 600));
    // An address that differs in its fragment alone would not be loaded anew.
    load("about:blank");
    load(address.toString());
  }

  /** What a JavaScript expression is in the page. */
  public JsonElement evaluate(String expression) throws Exception {
    JsonObject answer =
        page.call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.getAsJsonObject("result").get("value");
  }

  /** The addresses that were fetched since the page was opened, other than those in itself. */
  public List<String> requests() {
    return page.events("Network.requestWillBeSent").stream()
        .map(event -> event.getAsJsonObject("request").get("url").getAsString())
        .filter(url -> !url.startsWith("data:"))
        .toList();
  }

  /** What went wrong since the page was opened: exceptions, and what the browser refused. */
  public List<String> errors() {
    return Stream.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        .flatMap(kind -> page.events(kind).stream())
        .map(JsonObject::toString)
        .toList();
  }

  @Override
  public void close() {
    page.close();
    process.destroy();
    // Its profile is deleted next, which it must not write any more.
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  private void load(String address) throws Exception {
    page.forgetEvents();
    page.call("Page.navigate", Map.of("url", address));
    long end = System.nanoTime() + TIMEOUT_NANOS;
    while (page.events("Page.loadEventFired").isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(address + " was not loaded in time");
      }
      Thread.sleep(20);
    }
  }

  private static URI page(Process process, Path portFile) throws Exception {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    while (!Files.exists(portFile) || Files.readAllLines(portFile).isEmpty()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "the browser did not start: "
                + Files.readString(portFile.resolveSibling("output.txt")));
      }
      Thread.sleep(20);
    }
    URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).get(0) + "/json/list");
    HttpClient client = HttpClient.newHttpClient();
    String targets =
        client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    return StreamSupport.stream(
            JsonParser.parseString(targets).getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(target -> target.get("type").getAsString().equals("page"))
        .map(target -> URI.create(target.get("webSocketDebuggerUrl").getAsString()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the browser has no page: " + targets));
  }
}
