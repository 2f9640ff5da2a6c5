package dev.visualsimilarity.pipeline.submission;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineFailurePolicy;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineJob.RuntimeConfig.InputArtifact;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.EncryptionKeys;
import dev.visualsimilarity.vertexai.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say how a pipeline job is run, other than its parameters. A picocli mixin. */
public final class JobOptions {

  private static final int MAX_NAME = 128;
  private static final Pattern ACCOUNT = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

  /** What a job does when a task fails. */
  enum FailurePolicy {
    fast(PipelineFailurePolicy.PIPELINE_FAILURE_POLICY_FAIL_FAST),
    slow(PipelineFailurePolicy.PIPELINE_FAILURE_POLICY_FAIL_SLOW);

    private final PipelineFailurePolicy policy;

    FailurePolicy(PipelineFailurePolicy policy) {
      this.policy = policy;
    }
  }

  @Option(
      names = "--pipeline-root",
      paramLabel = "URI",
      description =
          "gs:// directory for the outputs of runs; with an emulator, a path of this machine too"
              + " (default: the pipeline's own)")
  String pipelineRoot = "";

  @Option(
      names = "--display-name",
      paramLabel = "NAME",
      description = "name in the console (default: that of the pipeline)")
  String displayName = "";

  @Option(
      names = "--labels",
      paramLabel = "KEY=VALUE",
      split = ",",
      description = "labels of the job, and of what its tasks create; may be repeated")
  Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--service-account",
      paramLabel = "EMAIL",
      description =
          "account that the tasks run as (default: the Compute Engine default service account)")
  String serviceAccount = "";

  @Option(
      names = "--encryption-spec-key-name",
      paramLabel = "NAME",
      description = "customer-managed key of the job, in its region (default: keys of Google)")
  String encryptionKey = "";

  @Option(
      names = "--enable-caching",
      description = "cache every task (default: as each task of the pipeline says)")
  boolean enableCaching;

  @Option(names = "--no-caching", description = "cache no task")
  boolean noCaching;

  @Option(
      names = "--failure-policy",
      paramLabel = "POLICY",
      description =
          "after a failed task: fast begins no other one, slow goes on with what does not need it"
              + " (default: slow)")
  Optional<FailurePolicy> failurePolicy = Optional.empty();

  @Option(
      names = "--input-artifact",
      paramLabel = "NAME=ID",
      description = "an input artifact of the pipeline, by its id in the metadata store")
  Map<String, String> inputArtifacts = new LinkedHashMap<>();

  @Option(
      names = "--preflight-validations",
      description = "let the service check the components before it creates the job")
  boolean preflightValidations;

  @Mixin NetworkOptions network = new NetworkOptions();

  /** The pipeline root that is given; empty if none is. */
  String pipelineRoot() {
    return pipelineRoot.strip();
  }

  /** The name that is given, else another one. */
  public String displayName(String other) {
    return displayName.isBlank() ? other : displayName.strip();
  }

  /** Whether to cache every task or none; nothing: as each task says. */
  Optional<Boolean> caching() {
    if (enableCaching && noCaching) {
      throw UserException.badParameter(
          "--enable-caching and --no-caching exclude each other; give one, or none to leave it to"
              + " the pipeline");
    }
    return enableCaching || noCaching ? Optional.of(enableCaching) : Optional.empty();
  }

  /**
   * Puts what is given into a job, over what is there.
   *
   * @param pipeline name of the pipeline
   * @throws UserException if it is not valid
   */
  void apply(PipelineJob.Builder job, String pipeline, LocationName parent) {
    if (!displayName.isBlank() || job.getDisplayName().isBlank()) {
      job.setDisplayName(displayName(pipeline));
    }
    if (job.getDisplayName().length() > MAX_NAME) {
      throw UserException.badParameter(
          "--display-name has %d characters; %d are allowed"
              .formatted(job.getDisplayName().length(), MAX_NAME));
    }
    job.putAllLabels(labels);
    Labels.check(job.getLabelsMap());
    if (!serviceAccount.isBlank()) {
      if (!ACCOUNT.matcher(serviceAccount).matches()) {
        throw UserException.badParameter(
            "--service-account is no account: '%s'; give its address, NAME@PROJECT.iam.gserviceaccount.com"
                .formatted(serviceAccount));
      }
      job.setServiceAccount(serviceAccount);
    }
    EncryptionKeys.parse(encryptionKey, parent).ifPresent(job::setEncryptionSpec);
    network.apply(job, parent);
    if (preflightValidations) {
      job.setPreflightValidations(true);
    }
    failurePolicy.ifPresent(
        chosen -> job.getRuntimeConfigBuilder().setFailurePolicy(chosen.policy));
    inputArtifacts.forEach(
        (name, id) ->
            job.getRuntimeConfigBuilder()
                .putInputArtifacts(name, InputArtifact.newBuilder().setArtifactId(id).build()));
  }
}
