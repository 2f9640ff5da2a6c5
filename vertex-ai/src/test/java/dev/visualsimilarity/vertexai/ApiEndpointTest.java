package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "'', europe-west4-aiplatform.googleapis.com, 443, false",
    "' ', europe-west4-aiplatform.googleapis.com, 443, false",
    "http://127.0.0.1:8099, 127.0.0.1, 8099, true",
    "http://emulator:8099/, emulator, 8099, true",
    "http://[::1]:8099, [::1], 8099, true",
    "https://example.com, example.com, 443, false",
    "example.com:8443, example.com, 8443, false",
  })
  void readsWhatTheFlagMayBe(String text, String host, int port, boolean plaintext) {
    assertThat(ApiEndpoint.parse(text, "europe-west4"))
        .isEqualTo(new ApiEndpoint(host, port, plaintext));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x:1", "http://", "http://a b", "x/y", "http://h:1/path", ":80"})
  void refusesWhatIsNoServer(String text) {
    assertThatThrownBy(() -> ApiEndpoint.parse(text, "us-central1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--api-endpoint is no server's address: " + text);
  }

  @Test
  void queriesGoToTheMatchAddressInTheSameWay() {
    ApiEndpoint emulator = ApiEndpoint.parse("http://127.0.0.1:8099", "us-central1");
    assertThat(emulator.match("127.0.0.1:8100"))
        .isEqualTo(new ApiEndpoint("127.0.0.1", 8100, true));
    assertThat(emulator.match("")).isEqualTo(emulator);
    ApiEndpoint google = ApiEndpoint.parse("", "us-central1");
    assertThat(google.match("12.us-central1-34.vdb.vertexai.goog"))
        .isEqualTo(new ApiEndpoint("12.us-central1-34.vdb.vertexai.goog", 443, false));
  }

  @Test
  void linksResourcesAsTheConsoleExpectsThem() {
    assertThat(ApiEndpoint.parse("", "us-central1").resourceUri("projects/p/operations/1"))
        .isEqualTo("https://us-central1-aiplatform.googleapis.com/v1/projects/p/operations/1");
  }
}
