package dev.visualsimilarity.vertexai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcpResourcesTest {

  private static final String FIRST = "projects/1/locations/us-central1/indexes/2/operations/3";
  private static final String SECOND = "projects/1/locations/us-central1/indexes/2/operations/4";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void place() throws IOException {
    file = Files.createDirectories(folder.resolve("parameters")).resolve("gcp_resources");
  }

  @Test
  void whatWasWrittenIsReadByTheNextAttempt() throws IOException {
    GcpResources resources = resources();
    assertThat(resources.earlier()).isEmpty();
    resources.operation(FIRST);
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"resources\":[{\"resourceType\":\"VertexLro\",\"resourceUri\":\"https://us-central1-aiplatform.googleapis.com/v1/%s\"}]}"
                .formatted(FIRST));
    resources.operation(SECOND);
    resources.operation(SECOND);
    assertThat(resources().earlier()).containsExactly(FIRST, SECOND);
  }

  @Test
  void aStepThatBeganNothingLeavesAnEmptyList() throws IOException {
    resources().write();
    assertThat(Files.readString(file)).isEqualTo("{\"resources\":[]}");
    assertThat(resources().earlier()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oops",
        "{}",
        "{\"resources\":[null,{\"resourceType\":\"CustomJob\",\"resourceUri\":\"https://x/v1/y\"}]}",
        "{\"resources\":[{\"resourceType\":\"VertexLro\"}]}",
      })
  void whatIsNoOperationIsNotReadAsOne(String content) throws IOException {
    Files.writeString(file, content);
    assertThat(resources().earlier()).isEmpty();
  }

  private GcpResources resources() {
    return new GcpResources(
        Outputs.in(new LocalStorage(), folder), ApiEndpoint.parse("", "us-central1"));
  }
}
