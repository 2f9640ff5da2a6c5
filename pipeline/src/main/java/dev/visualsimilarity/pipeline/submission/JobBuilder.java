package dev.visualsimilarity.pipeline.submission;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.PipelineInterface;
import java.util.Map;

/** Makes the PipelineJob of a pipeline, its parameters and the flags. */
public final class JobBuilder {

  private final Template template;
  private final PipelineInterface pipeline;
  private final JobOptions options;
  private final LocationName parent;
  private final boolean local;
  private final String root;

  /**
   * Checks where the job is to write.
   *
   * @param parent where the job is to run
   * @param local whether an emulator runs it, which takes local paths and images that are built
   *     nowhere
   * @throws UserException if there is no pipeline root
   */
  public JobBuilder(
      Template template,
      PipelineInterface pipeline,
      JobOptions options,
      LocationName parent,
      boolean local) {
    this.template = template;
    this.pipeline = pipeline;
    this.options = options;
    this.parent = parent;
    this.local = local;
    this.root = PipelineRoot.choose(options.pipelineRoot(), template, local);
  }

  /** The directory of outputs: {@code gs://BUCKET/PATH}, or an absolute local path. */
  public String root() {
    return root;
  }

  /**
   * The job, ready to be sent.
   *
   * @param parameters of the types that the pipeline declares
   * @throws UserException if the service could not run it
   */
  public PipelineJob build(Map<String, JsonElement> parameters) {
    if (!local) {
      ImageCheck.check(template.source(), template.spec());
    }
    JsonObject spec =
        options
            .caching()
            .map(enabled -> Caching.override(template.spec(), enabled))
            .orElse(template.spec());
    PipelineJob.Builder job = withoutOutputs(template.job());
    job.setPipelineSpec(ProtoJson.merge(template.source(), spec, Struct.newBuilder()));
    PipelineJob.RuntimeConfig.Builder config = job.getRuntimeConfigBuilder();
    config.setGcsOutputDirectory(root).clearParameterValues();
    parameters.forEach(
        (name, value) ->
            config.putParameterValues(
                name, ProtoJson.merge("parameter " + name, value, Value.newBuilder()).build()));
    options.apply(job, pipeline.name(), parent);
    checkArtifacts(job.getRuntimeConfig());
    return job.build();
  }

  private void checkArtifacts(PipelineJob.RuntimeConfig config) {
    for (String name : config.getInputArtifactsMap().keySet()) {
      if (!pipeline.artifacts().containsKey(name)) {
        throw UserException.badParameter(
            "the pipeline has no input artifact %s; it has %s"
                .formatted(
                    name,
                    pipeline.artifacts().isEmpty()
                        ? "none"
                        : String.join(", ", pipeline.artifacts().keySet())));
      }
    }
  }

  /** What a service says about a job that it ran is nothing to ask for. */
  private static PipelineJob.Builder withoutOutputs(PipelineJob job) {
    return job.toBuilder()
        .clearName()
        .clearCreateTime()
        .clearStartTime()
        .clearEndTime()
        .clearUpdateTime()
        .clearState()
        .clearJobDetail()
        .clearError()
        .clearTemplateMetadata()
        .clearScheduleName();
  }
}
