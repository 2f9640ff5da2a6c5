package dev.visualsimilarity.pipeline.command;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.ir.PipelineInterface;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.json.Node;
import dev.visualsimilarity.pipeline.submission.ArtifactRegistry;
import dev.visualsimilarity.pipeline.submission.JobBuilder;
import dev.visualsimilarity.pipeline.submission.JobIds;
import dev.visualsimilarity.pipeline.submission.JobOptions;
import dev.visualsimilarity.pipeline.submission.RunToken;
import dev.visualsimilarity.pipeline.submission.Template;
import dev.visualsimilarity.pipeline.submission.Templates;
import dev.visualsimilarity.pipeline.value.ValueCheck;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexOptions;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The arguments of a command that sends a pipeline to a service, at once or by a schedule. A
 * picocli mixin.
 */
public final class JobArguments {

  @Parameters(
      arity = "0..1",
      paramLabel = "PIPELINE",
      description = {
        "pipeline in KFP v2 IR YAML, or a PipelineJob around one: a file, gs://BUCKET/OBJECT,",
        "https://LOCATION-kfp.pkg.dev/PROJECT/REPOSITORY/PACKAGE/TAG (or sha256:DIGEST)",
        "(default: the project's pipeline/pipeline.yaml)"
      })
  String pipeline = "";

  @Mixin ParameterOptions parameters = new ParameterOptions();

  @Mixin VertexOptions vertex = new VertexOptions();

  @Mixin JobOptions options = new JobOptions();

  @Option(
      names = {"--list-params", "--list-parameters"},
      description = "print the pipeline's parameters, their types and defaults, and send nothing")
  boolean listParams;

  @Option(
      names = "--dry-run",
      description = "check everything, print what would be sent as JSON, and send nothing")
  boolean dryRun;

  @Option(
      names = "--skip-conformance",
      description =
          "send a pipeline that Vertex AI runs and Kubeflow Pipelines does not; what values the steps"
              + " allow is not checked then either")
  boolean skipConformance;

  /** Whether only to list parameters. */
  public boolean listParams() {
    return listParams;
  }

  /** Whether to send nothing. */
  public boolean dryRun() {
    return dryRun;
  }

  /** The name of the jobs, as the name of a folder. */
  public String folder(PipelineInterface pipeline) {
    return JobIds.slug(options.displayName(pipeline.name()));
  }

  /** Flags of the service. */
  public VertexOptions vertex() {
    return vertex;
  }

  /** Reads the pipeline. */
  public Template template() {
    try (Storages storage = Storages.create()) {
      return new Templates(storage, new ArtifactRegistry())
          .read(pipeline.isBlank() ? ProjectFolder.find().pipeline().toString() : pipeline);
    }
  }

  /** Checks the pipeline, and reads what it asks for. */
  public PipelineInterface pipeline(Template template) {
    if (!skipConformance) {
      conforming(template);
    }
    return PipelineInterface.read(template.source(), template.spec());
  }

  /** Prints what {@code --list-params} asks for. */
  public static void list(PrintWriter out, PipelineInterface pipeline) {
    ParameterListing.print(out, pipeline.parameters());
  }

  /**
   * A job that is ready to be sent.
   *
   * @param endpoint the service
   * @param parent where it is to run
   * @param job without an id
   * @param given its parameters that are not defaults
   */
  public record Prepared(
      ApiEndpoint endpoint,
      LocationName parent,
      PipelineInterface pipeline,
      PipelineJob job,
      Map<String, JsonElement> given) {

    /** Prints where the job is to run, and its parameters. */
    public void print(PrintWriter err) {
      err.printf("In %s at %s, with%n", parent, endpoint);
      ParameterListing.print(err, pipeline.parameters(), given);
    }
  }

  /**
   * Checks everything and makes the job.
   *
   * @param folder the name of a folder below the pipeline root: what the pipeline calls work_uri is
   *     a folder of the run in it
   * @param jobId of the job; none if a schedule makes many of it
   */
  public Prepared prepare(
      Template template,
      PipelineInterface pipeline,
      String folder,
      Optional<String> jobId,
      Map<String, String> environment) {
    ApiEndpoint endpoint = vertex.endpoint(environment);
    LocationName parent = vertex.parent(environment);
    JobBuilder builder = new JobBuilder(template, pipeline, options, parent, endpoint.plaintext());
    Supplier<String> workUri =
        () -> "%s/%s/%s/work".formatted(builder.root(), folder, RunToken.of(template, jobId));
    Map<String, JsonElement> given =
        JobParameters.of(template, pipeline, parameters, endpoint, parent, workUri);
    if (!skipConformance) {
      ValueCheck.check(conforming(template), given);
    }
    if (isThisMachine(endpoint) && !dryRun) {
      InputCheck.check(given, "give another --api-endpoint");
    }
    return new Prepared(endpoint, parent, pipeline, builder.build(given), given);
  }

  private static PipelineSpec conforming(Template template) {
    return Conformance.read(new Node(template.source() + ": ", template.spec()));
  }

  /** Only the files of this machine can be looked for here. */
  private static boolean isThisMachine(ApiEndpoint endpoint) {
    try {
      return endpoint.plaintext() && InetAddress.getByName(endpoint.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
