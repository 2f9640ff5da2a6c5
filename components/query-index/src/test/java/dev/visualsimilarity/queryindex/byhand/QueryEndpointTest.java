package dev.visualsimilarity.queryindex.byhand;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.MachineSpec;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.serving.ServingExtension;
import dev.visualsimilarity.queryindex.DeployedShop;
import dev.visualsimilarity.testing.process.JavaProgram;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries whose pictures a real model server embeds, a process that the emulator starts. */
class QueryEndpointTest {

  private static final LocationName PARENT = LocationName.of("local", "us-central1");
  private static final String SERVER = "dev.visualsimilarity.modelserver.ModelServer";

  @TempDir static Path folder;
  private static DeployedShop shop;
  private static VertexClients clients;
  private static String shared;

  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  @BeforeAll
  static void open() throws Exception {
    shop = DeployedShop.open(folder, List.of(ServingExtension.with(QueryEndpointTest::program)));
    clients = new VertexClients(ApiEndpoint.parse(shop.apiEndpoint(), "us-central1"));
    shared = endpoint();
    Model model =
        Model.newBuilder()
            .setDisplayName("shop")
            .setArtifactUri(shop.model().toString())
            .setContainerSpec(
                ModelContainerSpec.newBuilder()
                    .setImageUri("model-server")
                    .addArgs("--image-height=16")
                    .addArgs("--image-width=16"))
            .build();
    String name = clients.models().uploadModelAsync(PARENT, model).get().getModel();
    DeployedModel deployed =
        DeployedModel.newBuilder()
            .setModel(name)
            .setDedicatedResources(
                DedicatedResources.newBuilder()
                    .setMachineSpec(MachineSpec.newBuilder().setMachineType("e2-standard-2"))
                    .setMinReplicaCount(1))
            .build();
    clients.endpoints().deployModelAsync(shared, deployed, Map.of("0", 100)).get();
  }

  @AfterAll
  static void close() {
    clients.close();
    shop.close();
  }

  @Test
  void theAnswersAreThoseOfTheModelItself() {
    assertThat(ask("--endpoint=" + shared, "q7.png", "q2.png", "broken.jpg")).isEqualTo(3);
    String answers = stdout.toString();
    assertThat(answers.lines()).hasSize(2);
    assertThat(stderr.toString()).contains("broken.jpg: not_an_image: ");
    stdout.getBuffer().setLength(0);
    ask("--model-uri=" + shop.model(), "q7.png", "q2.png", "broken.jpg");
    assertThat(answers).isEqualTo(stdout.toString());
  }

  @Test
  void aPictureTooLargeForARequestIsALineThatSaysWhatToDo() throws Exception {
    Path large = shop.catalog().resolveSibling("large.png");
    Files.write(large, new byte[1_200_000]);
    assertThat(ask("--endpoint=" + shared, "large.png")).isEqualTo(1);
    assertThat(stderr.toString().strip())
        .contains("large.png: too_large: ", "takes 1500000 bytes", "without --endpoint")
        .hasLineCount(1);
  }

  @Test
  void anEndpointThatCannotBeAskedIsALine() throws Exception {
    assertThat(ask("--endpoint=404", "q7.png")).isEqualTo(1);
    assertThat(stderr.toString().strip())
        .contains("cannot read endpoint", "endpoints/404: not found")
        .hasLineCount(1);
    stderr.getBuffer().setLength(0);
    assertThat(ask("--endpoint=" + endpoint(), "q7.png")).isEqualTo(1);
    assertThat(stderr.toString().strip()).contains("no model is deployed to").hasLineCount(1);
  }

  private int ask(String embedding, String... pictures) {
    List<String> words =
        new ArrayList<>(
            List.of(
                embedding,
                "--api-endpoint=" + shop.apiEndpoint(),
                "--index-endpoint=" + shop.exactEndpoint(),
                "--deployed-index-id=exact",
                "--image-height=16",
                "--image-width=16"));
    Stream.of(pictures)
        .map(name -> shop.catalog().resolveSibling(name).toString())
        .forEach(words::add);
    return Commands.commandLine(new QueryImages(Map.of()))
        .setOut(new PrintWriter(stdout))
        .setErr(new PrintWriter(stderr))
        .execute(words.toArray(String[]::new));
  }

  private static String endpoint() throws Exception {
    Endpoint endpoint = Endpoint.newBuilder().setDisplayName("shop").build();
    return clients.endpoints().createEndpointAsync(PARENT, endpoint).get().getName();
  }

  private static ProcessBuilder program(ModelContainerSpec container) {
    List<String> args = new ArrayList<>(List.of("--host=127.0.0.1", "--stop-at-end-of-input"));
    args.addAll(container.getArgsList());
    return new JavaProgram(SERVER, folder.resolve("unused")).builder(args);
  }
}
