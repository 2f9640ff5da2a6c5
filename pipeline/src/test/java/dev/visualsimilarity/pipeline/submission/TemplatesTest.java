package dev.visualsimilarity.pipeline.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpServer;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.testing.CloudStorageServer;
import dev.visualsimilarity.vertexai.AuthorizedGet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

  private static final String YAML = "pipelineInfo: {name: shoes}\nschemaVersion: 2.1.0\n";
  private static final String PACKAGE =
      "https://europe-west4-kfp.pkg.dev/shop/pipelines/visual-similarity/";

  @TempDir private Path folder;
  private CloudStorageServer buckets;
  private HttpServer registry;
  private Storages storage;
  private Templates templates;

  @BeforeEach
  void start() throws IOException {
    buckets = new CloudStorageServer();
    storage =
        new Storages(new LocalStorage(), () -> CloudStorage.at(buckets.url(), RetryLimits.DEFAULT));
    Map<String, String> versions = Map.of("/shop/pipelines/visual-similarity/v1", YAML);
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          boolean authorized =
              "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          String answer = versions.get(exchange.getRequestURI().getPath());
          byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(!authorized ? 401 : answer == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    registry.start();
    templates = new Templates(storage, registry("Bearer secret"));
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    buckets.close();
    registry.stop(0);
  }

  @Test
  void readsAFileWhoseFolderItsPathsCountFrom() throws IOException {
    Path file = Files.writeString(folder.resolve("shoes.yaml"), YAML);
    Template template = templates.read(file.toString());
    assertThat(template.spec().getAsJsonObject("pipelineInfo").get("name"))
        .isEqualTo(new JsonPrimitive("shoes"));
    assertThat(template.folder()).isEqualTo(folder);
    assertThat(template.job().getTemplateUri()).isEmpty();
  }

  @Test
  void readsAnObject() {
    buckets.put("shop", "pipelines/shoes.yaml", YAML.getBytes(StandardCharsets.UTF_8));
    assertThat(templates.read("gs://shop/pipelines/shoes.yaml").spec().get("schemaVersion"))
        .isEqualTo(new JsonPrimitive("2.1.0"));
    assertThatThrownBy(() -> templates.read("gs://shop/none.yaml"))
        .isInstanceOf(UserException.class)
        .hasMessage("there is no object gs://shop/none.yaml");
  }

  @Test
  void readsAPackageWithCredentialsAndTellsTheServiceWhichItWas() {
    Template template = templates.read(PACKAGE + "v1");
    assertThat(template.spec().get("schemaVersion")).isEqualTo(new JsonPrimitive("2.1.0"));
    assertThat(template.job().getTemplateUri()).isEqualTo(PACKAGE + "v1");
  }

  @Test
  void saysWhatToDoWhereTheRegistryRefuses() {
    assertThatThrownBy(() -> templates.read(PACKAGE + "v2"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no such package or version (404)");
    assertThatThrownBy(() -> new Templates(storage, registry("Bearer other")).read(PACKAGE + "v1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("gcloud auth application-default login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/pipeline.yaml",
        "https://europe-west4-kfp.pkg.dev/shop/pipelines/visual-similarity",
        "https://europe-west4-kfp.pkg.dev/shop/pipelines/visual-similarity/sha256:12",
      })
  void refusesOtherAddresses(String uri) {
    assertThatThrownBy(() -> templates.read(uri))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no pipeline in Artifact Registry");
  }

  @Test
  void takesAPipelineJobApart() throws IOException {
    String job =
        """
        {"displayName": "Shoes", "labels": {"team": "search"},
         "pipelineSpec": {"schemaVersion": "2.1.0"},
         "runtimeConfig": {"gcsOutputDirectory": "gs://shop/root", "parameterValues": {"n": 3, "list": ["a"]}}}
        """;
    Template template =
        templates.read(Files.writeString(folder.resolve("job.json"), job).toString());
    assertThat(template.spec().keySet()).containsExactly("schemaVersion");
    assertThat(template.job().getDisplayName()).isEqualTo("Shoes");
    assertThat(template.parameters().toString()).isEqualTo("{\"n\":3.0,\"list\":[\"a\"]}");
  }

  @Test
  void refusesAPipelineJobWithFieldsThatTheServiceDoesNotHave() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "{pipelineSpec: {}, runtime: {}}");
    assertThatThrownBy(() -> templates.read(file.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("job.yaml does not fit the service")
        .hasMessageContaining("runtime");
  }

  private ArtifactRegistry registry(String token) {
    return new ArtifactRegistry(
        uri ->
            uri.replaceFirst(
                "https://europe-west4-kfp\\.pkg\\.dev",
                "http://127.0.0.1:" + registry.getAddress().getPort()),
        new AuthorizedGet(() -> request -> request.getHeaders().setAuthorization(token)));
  }
}
