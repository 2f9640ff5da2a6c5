package dev.visualsimilarity.pipeline.command.runs;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import dev.visualsimilarity.pipeline.command.listing.ListOptions;
import dev.visualsimilarity.pipeline.command.listing.TextTable;
import dev.visualsimilarity.pipeline.follow.RunState;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists runs. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lists runs, the youngest first.",
    footer = {
      "",
      "Filters: pipeline_name, display_name, state, create_time, update_time, end_time, labels.KEY,"
          + " such as --filter 'pipeline_name=\"visual-similarity\" AND labels.team=\"search\"'",
      ""
    })
final class ListRuns implements Callable<Integer> {

  @Mixin VertexOptions vertex = new VertexOptions();

  @Mixin ListOptions listing = new ListOptions();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "only runs in this state, such as running or failed")
  Optional<String> state = Optional.empty();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    LocationName parent = vertex.parent(environment);
    String filter = listing.filter(state.map(ListRuns::stateFilter));
    try (PipelineJobs jobs = new PipelineJobs(vertex.endpoint(environment))) {
      listing.print(
          spec.commandLine(),
          jobs.list(parent, filter, listing.limit()),
          ListRuns::table,
          "No runs in " + parent);
    }
    return ExitCode.DONE;
  }

  private static TextTable table(List<PipelineJob> runs) {
    TextTable table = new TextTable("RUN", "STATE", "CREATED", "TIME", "NAME");
    Instant now = Instant.now();
    for (PipelineJob run : runs) {
      RunState state = RunState.of(run);
      table.row(
          ResourceNames.id(run.getName()),
          state.word(),
          ListOptions.time(run.getCreateTime()),
          RunState.text(state.elapsed(now)),
          run.getDisplayName());
    }
    return table;
  }

  private static String stateFilter(String word) {
    return "state=\"%s\""
        .formatted(
            RunState.name(word)
                .orElseThrow(
                    () ->
                        UserException.badParameter(
                            "--state is no state of a run: '%s'; there are %s"
                                .formatted(word, String.join(", ", RunState.words())))));
  }
}
