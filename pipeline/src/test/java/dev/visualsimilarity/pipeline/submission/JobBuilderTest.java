package dev.visualsimilarity.pipeline.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineFailurePolicy;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.PipelineInterface;
import dev.visualsimilarity.pipeline.json.YamlFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class JobBuilderTest {

  private static final LocationName PARENT = LocationName.of("shop", "us-central1");

  private static final String YAML =
      """
      pipelineInfo: {name: shoes}
      schemaVersion: 2.1.0
      defaultPipelineRoot: gs://shop/default
      root:
        inputDefinitions:
          artifacts: {model: {artifactType: {schemaTitle: system.Model, schemaVersion: 0.0.1}}}
        dag: {tasks: {a: {componentRef: {name: comp-a}}}}
      components: {comp-a: {executorLabel: exec-a}}
      deploymentSpec: {executors: {exec-a: {container: {image: IMAGE, command: [a]}}}}
      """;

  private static final String IMAGE = "us-docker.pkg.dev/shop/images/a@sha256:00";

  @Test
  void hasThePipelineAndWhatTheFlagsSay() {
    String key = "projects/shop/locations/us-central1/keyRings/r/cryptoKeys/k";
    Map<String, JsonElement> parameters =
        Map.of("n", new JsonPrimitive(3), "list", new JsonArray(), "text", new JsonPrimitive(""));
    PipelineJob job =
        builder(
                IMAGE,
                "--labels=team=search,env=test",
                "--service-account=runner@shop.iam.gserviceaccount.com",
                "--network=projects/7/global/networks/default",
                "--reserved-ip-ranges=range-a,range-b",
                "--encryption-spec-key-name=" + key,
                "--failure-policy=fast",
                "--no-caching",
                "--input-artifact=model=12",
                "--display-name=Shoes of the week",
                "--preflight-validations")
            .build(parameters);
    assertThat(job.getDisplayName()).isEqualTo("Shoes of the week");
    assertThat(job.getLabelsMap())
        .containsExactly(Map.entry("team", "search"), Map.entry("env", "test"));
    assertThat(job.getServiceAccount()).isEqualTo("runner@shop.iam.gserviceaccount.com");
    assertThat(job.getNetwork()).isEqualTo("projects/7/global/networks/default");
    assertThat(job.getReservedIpRangesList()).containsExactly("range-a", "range-b");
    assertThat(job.getEncryptionSpec().getKmsKeyName()).isEqualTo(key);
    assertThat(job.getPreflightValidations()).isTrue();
    PipelineJob.RuntimeConfig config = job.getRuntimeConfig();
    assertThat(config.getGcsOutputDirectory()).isEqualTo("gs://shop/default");
    assertThat(config.getFailurePolicy())
        .isEqualTo(PipelineFailurePolicy.PIPELINE_FAILURE_POLICY_FAIL_FAST);
    assertThat(config.getInputArtifactsOrThrow("model").getArtifactId()).isEqualTo("12");
    assertThat(config.getParameterValuesOrThrow("n").getNumberValue()).isEqualTo(3);
    assertThat(config.getParameterValuesOrThrow("list").hasListValue()).isTrue();
    assertThat(config.getParameterValuesOrThrow("text").getStringValue()).isEmpty();
    assertThat(ProtoJson.json(job.getPipelineSpec()))
        .isEqualTo(Caching.override(template(IMAGE).spec(), false));
  }

  @Test
  void isNamedAsThePipelineAndLeavesCachingToItUnlessTheFlagsSayOtherwise() {
    PipelineJob job = builder(IMAGE).build(Map.of());
    assertThat(job.getDisplayName()).isEqualTo("shoes");
    assertThat(ProtoJson.json(job.getPipelineSpec())).isEqualTo(template(IMAGE).spec());
    assertThat(job.hasEncryptionSpec()).isFalse();
    assertThat(job.hasPscInterfaceConfig()).isFalse();
  }

  @Test
  void attachesToANetworkByAnInterface() {
    String attachment = "projects/shop/regions/us-central1/networkAttachments/a";
    PipelineJob job = builder(IMAGE, "--psc-network-attachment", attachment).build(Map.of());
    assertThat(job.getPscInterfaceConfig().getNetworkAttachment()).isEqualTo(attachment);
  }

  @Test
  void refusesImagesThatOnlyThisMachineHas() {
    assertThatThrownBy(() -> builder("visual-similarity/preprocess:0.1.0").build(Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot pull: visual-similarity/preprocess:0.1.0")
        .hasMessageContaining("visual-similarity compile --registry");
    for (String image :
        new String[] {"localhost/a", "registry:5000/a", "python:3.12", "gcr.io/p/a"}) {
      assertThat(builder(image).build(Map.of()).getPipelineSpec().getFieldsMap()).isNotEmpty();
    }
  }

  @Test
  void anEmulatorTakesLocalImagesAndALocalRoot() {
    JobBuilder builder = builder(true, "visual-similarity/preprocess:0.1.0", "--pipeline-root=out");
    assertThat(builder.root()).isEqualTo(Path.of("out").toAbsolutePath().toString());
    assertThat(builder.build(Map.of()).getRuntimeConfig().getGcsOutputDirectory())
        .isEqualTo(builder.root());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pipeline-root=/data/out|the pipeline root is '/data/out'; Vertex AI writes to Cloud"
            + " Storage only: give --pipeline-root gs://BUCKET/PATH",
        "--pipeline-root=s3://b/out|the pipeline root is 's3://b/out'",
        "--labels=Team=search|label 'Team': 'search' is not allowed; use lower-case letters",
        "--labels=team=Search|label 'team': 'Search' is not allowed",
        "--service-account=runner|--service-account is no account: 'runner'",
        "--network=default|--network is not valid: 'default'; give"
            + " projects/NUMBER/global/networks/NAME",
        "--network=projects/shop/global/networks/default|with the number that gcloud projects"
            + " describe",
        "--reserved-ip-ranges=a|give --network too",
        "--psc-network-attachment=projects/p/regions/us-east1/networkAttachments/a|is no network"
            + " attachment in us-central1",
        "--encryption-spec-key-name=k|--encryption-spec-key-name is no key in us-central1",
        "--input-artifact=modle=12|the pipeline has no input artifact modle; it has model",
        "--enable-caching --no-caching|--enable-caching and --no-caching exclude each other",
      })
  void saysWhatIsWrongWithAFlag(String flags, String message) {
    assertThatThrownBy(() -> builder(IMAGE, flags.split(" ")).build(Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesMoreLabelsThanAJobCanHave() {
    String[] flags = new String[65];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = "--labels=l" + i + "=x";
    }
    assertThatThrownBy(() -> builder(IMAGE, flags).build(Map.of()))
        .hasMessage("--labels: 65 labels; allowed are 64");
  }

  @Test
  void saysWhatToDoWhereThereIsNoPipelineRoot() {
    Template template =
        Template.of(
            "p.yaml",
            Path.of("/"),
            YamlFile.parse("test", YAML.replace("defaultPipelineRoot: gs://shop/default", "")));
    assertThatThrownBy(
            () -> new JobBuilder(template, pipeline(template), new JobOptions(), PARENT, false))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "no pipeline root: p.yaml has no defaultPipelineRoot; give --pipeline-root"
                + " gs://BUCKET/PATH, a directory for the outputs of runs");
  }

  private static JobBuilder builder(String image, String... flags) {
    return builder(false, image, flags);
  }

  private static JobBuilder builder(boolean local, String image, String... flags) {
    JobOptions options = new JobOptions();
    new CommandLine(options).parseArgs(flags);
    Template template = template(image);
    return new JobBuilder(template, pipeline(template), options, PARENT, local);
  }

  private static Template template(String image) {
    return Template.of(
        "p.yaml", Path.of("/"), YamlFile.parse("test", YAML.replace("IMAGE", image)));
  }

  private static PipelineInterface pipeline(Template template) {
    return PipelineInterface.read("p.yaml", template.spec());
  }
}
