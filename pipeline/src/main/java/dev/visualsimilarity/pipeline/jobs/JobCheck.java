package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineFailurePolicy;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineJob.RuntimeConfig;
import com.google.gson.JsonElement;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.Fields;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.json.Node;
import dev.visualsimilarity.pipeline.run.FailurePolicy;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks a pipeline job before anything of it runs: as the service does, and that this machine can
 * run it.
 *
 * @param baseFolder relative paths in parameters named {@code ..._uri} count from here
 * @param endpoint {@code http://HOST:PORT} of the emulator
 */
record JobCheck(Path baseFolder, Supplier<String> endpoint) {

  private static final String SOURCE = "pipeline_spec";

  /**
   * Reads a job.
   *
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, with what is wrong and what to do;
   *     UNIMPLEMENTED for what the service takes and the emulator does not
   */
  CheckedJob check(PipelineJob job) {
    if (!job.getDisplayName().isEmpty()) {
      Fields.requireDisplayName(job.getDisplayName());
    }
    Fields.requireLabels(job.getLabelsMap());
    RuntimeConfig config = job.getRuntimeConfig();
    requireSupported(job, config);
    Optional<Path> output = outputFolder(config.getGcsOutputDirectory());
    PipelineSpec pipeline = pipeline(job);
    Map<String, JsonElement> parameters =
        GivenParameters.read(
            pipeline.root().inputParameters(), config.getParameterValuesMap(), baseFolder);
    List<String> notes = new ArrayList<>();
    new ServiceAddress(endpoint.get())
        .fillIn(pipeline.root().inputParameters(), parameters)
        .ifPresent(notes::add);
    boolean fast =
        config.getFailurePolicy() == PipelineFailurePolicy.PIPELINE_FAILURE_POLICY_FAIL_FAST;
    return new CheckedJob(
        pipeline, parameters, fast ? FailurePolicy.FAST : FailurePolicy.SLOW, output, notes);
  }

  @SuppressWarnings("deprecation") // A client of old pipelines sets the field that is refused.
  private static void requireSupported(PipelineJob job, RuntimeConfig config) {
    if (job.getPipelineSpec().getFieldsCount() == 0) {
      if (!job.getTemplateUri().isEmpty()) {
        throw ApiErrors.unimplemented(
            "template_uri is %s and pipeline_spec is empty: the emulator fetches no templates; send"
                + " the pipeline itself",
            job.getTemplateUri());
      }
      throw ApiErrors.invalidArgument("pipeline_job.pipeline_spec is required");
    }
    if (config.getParametersCount() > 0) {
      throw ApiErrors.invalidArgument(
          "runtime_config.parameters is for pipelines of schema 2.0.0; give parameter_values");
    }
    if (config.getInputArtifactsCount() > 0) {
      throw ApiErrors.unimplemented(
          "runtime_config.input_artifacts is not supported: the emulator has no ML Metadata");
    }
  }

  /** None for a bucket: what tasks write below it stays in the folder of the job. */
  private static Optional<Path> outputFolder(String uri) {
    if (uri.isBlank()) {
      throw ApiErrors.invalidArgument("runtime_config.gcs_output_directory is required");
    }
    if (uri.matches("gs://[^/]+(/.*)?")) {
      return Optional.empty();
    }
    String path = LocalPaths.withoutScheme(uri);
    if (!path.startsWith("/")) {
      throw ApiErrors.invalidArgument(
          "gcs_output_directory '%s' is not valid: give gs://BUCKET/PATH, or for the emulator an"
              + " absolute path of this machine",
          uri);
    }
    return Optional.of(Path.of(path).normalize());
  }

  private static PipelineSpec pipeline(PipelineJob job) {
    try {
      return Conformance.read(new Node(SOURCE + ": ", Structs.json(job.getPipelineSpec())));
    } catch (UserException e) {
      throw ApiErrors.invalidArgument("%s", e.getMessage());
    }
  }
}
