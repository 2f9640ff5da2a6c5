package dev.visualsimilarity.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import dev.visualsimilarity.embedding.EmbeddedImage;
import dev.visualsimilarity.embedding.ImageFailure;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.modelserver.TestServer.HeldModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionServerTest {

  private final CountDownLatch failed = new CountDownLatch(1);
  private PredictionServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start(new Admission(1, 1, 2L * TestServer.MAX_BYTES), failed::countDown);
    client = new TestClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void predictsInTheOrderOfTheInstances() throws Exception {
    server.serve(TestServer.model());
    HttpResponse<String> response = client.post("/predict", instances(3, 1, 2));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(JsonParser.parseString(response.body()))
        .isEqualTo(
            JsonParser.parseString(
                "{\"predictions\":[{\"embedding\":[3.0]},{\"embedding\":[1.0]},{\"embedding\":[2.0]}]}"));
  }

  @Test
  void isHealthyOnlyWhileItHasAModel() throws Exception {
    assertThat(client.get("/health").statusCode()).isEqualTo(503);
    assertThat(client.post("/predict", instances(1)).statusCode()).isEqualTo(503);
    server.serve(TestServer.model());
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void anImageWithoutAVectorLeavesTheOthersTheirs() throws Exception {
    ImageFailure failure = new ImageFailure(Stage.DECODE, RejectReason.TRUNCATED, "it ends early");
    server.serve(
        TestServer.model(
            () -> List.of(EmbeddedImage.failed(failure), EmbeddedImage.of(new float[] {0.5f}))));
    HttpResponse<String> response = client.post("/predict", instances(1, 1));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JsonParser.parseString(response.body()))
        .isEqualTo(
            JsonParser.parseString(
                "{\"predictions\":[{\"error\":{\"stage\":\"decode\",\"reason\":\"truncated\",\"message\":\"it"
                    + " ends early\"}},{\"embedding\":[0.5]}]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|End of input",
        "[]|Expected BEGIN_OBJECT",
        "{}|there are no instances",
        "{\"instances\":[]}|there are no instances",
        "{\"instances\":[{}]}|instances[0] has no image_bytes",
        "{\"instances\":[{\"image_bytes\":{}}]}|instances[0] has no b64",
        "{\"instances\":[{\"image_bytes\":\"AA==\"}]}|$.instances[0].image_bytes",
        "{\"instances\":[{\"image_bytes\":{\"b64\":\"AA==\"}},{\"image_bytes\":{\"b64\":\"?\"}}]}|instances[1].image_bytes.b64"
            + " is not base64",
        "{\"instances\":[{\"image\":1}]}|instances[0] has a member 'image'",
        "{\"instances\":[{\"image_bytes\":{\"b64\":\"AA==\"}}],\"parameters\":{\"top\":1}}|unknown"
            + " parameter 'top'",
        "{\"images\":[]}|unknown member $.images",
      })
  void aRequestThatIsNotAsItMustBeIsRefusedWithWhatIsWrong(String body, String message)
      throws Exception {
    server.serve(TestServer.model());
    HttpResponse<String> response = client.post("/predict", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestClient.json(response).get("error").getAsString()).contains(message);
  }

  @Test
  void parametersThatAreEmptyAreNone() throws Exception {
    server.serve(TestServer.model());
    for (String none : List.of("{}", "null")) {
      String body = instances(1).replaceFirst("\\{", "{\"parameters\":" + none + ",");
      assertThat(client.post("/predict", body).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tooManyInstancesAreRefused() throws Exception {
    server.serve(TestServer.model());
    int[] sizes = new int[PredictRequest.MAX_INSTANCES + 1];
    assertThat(client.post("/predict", instances(sizes)).body())
        .contains("more than 128 instances");
  }

  @Test
  void aRequestThatIsTooLargeIsRefused() throws Exception {
    server.serve(TestServer.model());
    HttpResponse<String> response = client.post("/predict", instances(TestServer.MAX_BYTES));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("more than 1048576 bytes");
    assertThat(client.post("/predict", instances(1)).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyInChunksIsReadUpToTheSameLimit() throws Exception {
    server.serve(TestServer.model());
    assertThat(client.postInChunks("/predict", instances(1)).statusCode()).isEqualTo(200);
    assertThat(client.postInChunks("/predict", instances(TestServer.MAX_BYTES)).statusCode())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({"/predict,503", "/predict/more,404", "/health,405"})
  void whoIsTurnedAwayWhileItSendsSeesWhy(String path, int status) throws Exception {
    assertThat(client.postSlowly(path, 2 * TestServer.MAX_BYTES))
        .startsWith("HTTP/1.1 " + status)
        .contains("{\"error\":");
  }

  @Test
  @Timeout(60)
  void afterAnErrorOfJavaItSaysSoAndHasTheProcessEnd() throws Exception {
    server.serve(
        TestServer.model(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            }));
    HttpResponse<String> response = client.post("/predict", instances(1));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("Java heap space");
    failed.await();
    HttpResponse<String> health = client.get("/health");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("the server has failed and ends");
    assertThat(client.post("/predict", instances(1)).statusCode()).isEqualTo(503);
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    server.serve(TestServer.model());
    assertThat(client.get("/predict/more").statusCode()).isEqualTo(404);
    assertThat(client.get("/predict").statusCode()).isEqualTo(405);
    assertThat(client.post("/health", "").headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void aModelThatFailsIsAnErrorOfTheServer() throws Exception {
    server.serve(
        TestServer.model(
            () -> {
              throw UserException.failed("model m failed: no memory");
            }));
    HttpResponse<String> response = client.post("/predict", instances(1));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("model m failed: no memory");
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
    assertThat(failed.getCount()).isEqualTo(1);
  }

  @Test
  void moreRequestsThanMayWaitAreTurnedAwayWhileHealthIsAnswered() throws Exception {
    HeldModel model = new HeldModel(new CountDownLatch(1), new CountDownLatch(1));
    server.serve(model);
    CompletableFuture<HttpResponse<String>> first = ask();
    model.begun().await();
    CompletableFuture<HttpResponse<String>> second = ask();
    CompletableFuture<HttpResponse<String>> third = ask();
    CompletableFuture.anyOf(second, third).get();
    HttpResponse<String> refused = (second.isDone() ? second : third).get();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
    model.let().countDown();
    assertThat(List.of(first.get(), second.get(), third.get()))
        .extracting(HttpResponse::statusCode)
        .containsExactlyInAnyOrder(200, 200, 503);
  }

  @Test
  void aServerThatStopsLetsWhatIsUnderWayEnd() throws Exception {
    HeldModel model = new HeldModel(new CountDownLatch(1), new CountDownLatch(1));
    server.serve(model);
    CompletableFuture<HttpResponse<String>> underWay = ask();
    model.begun().await();
    CompletableFuture<Void> drained = CompletableFuture.runAsync(this::drain);
    HttpResponse<String> health = client.get("/health");
    while (health.statusCode() == 200) {
      health = client.get("/health");
    }
    assertThat(client.post("/predict", instances(1)).body()).contains("the server is stopping");
    assertThat(drained).isNotDone();
    model.let().countDown();
    assertThat(underWay.get().statusCode()).isEqualTo(200);
    drained.get();
    assertThatThrownBy(() -> client.get("/health")).isInstanceOf(IOException.class);
  }

  private void drain() {
    try {
      server.drain(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<HttpResponse<String>> ask() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.post("/predict", instances(1));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static String instances(int... sizes) {
    List<Object> instances =
        Arrays.stream(sizes).mapToObj(size -> TestClient.instance(new byte[size])).toList();
    return Json.COMPACT.toJson(Map.of("instances", instances));
  }
}
