package dev.visualsimilarity.pipeline.submission;

import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The directory below which a service puts the outputs of a run. */
final class PipelineRoot {

  private static final Pattern BUCKET = Pattern.compile("gs://[^/]+(/.*)?");
  private static final Pattern OTHER = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  private PipelineRoot() {}

  /**
   * Chooses it: what is given, else what a PipelineJob around the pipeline says, else the
   * pipeline's own.
   *
   * @param local whether the service may be one of this machine, which takes local paths
   * @throws UserException if there is none or it is none that the service can write to
   */
  static String choose(String given, Template template, boolean local) {
    String root =
        List.of(given, template.job().getRuntimeConfig().getGcsOutputDirectory(), own(template))
            .stream()
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElseThrow(
                () ->
                    UserException.badParameter(
                        "no pipeline root: %s has no defaultPipelineRoot; give --pipeline-root %s, a directory for the outputs of runs"
                            .formatted(template.source(), local ? "DIR" : "gs://BUCKET/PATH")));
    if (BUCKET.matcher(root).matches()) {
      return root.replaceAll("/+$", "");
    }
    if (local && !OTHER.matcher(root).matches()) {
      return Path.of(root).toAbsolutePath().normalize().toString();
    }
    throw UserException.badParameter(
        "the pipeline root is '%s'; %s: give --pipeline-root gs://BUCKET/PATH"
            .formatted(
                root,
                local
                    ? "a bucket or a path of this machine is needed"
                    : "Vertex AI writes to Cloud Storage only"));
  }

  private static String own(Template template) {
    return template.spec().get("defaultPipelineRoot") instanceof JsonPrimitive text
        ? text.getAsString()
        : "";
  }
}
