package dev.visualsimilarity.pipeline.command.schedules;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.Schedule;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.client.Schedules;
import dev.visualsimilarity.pipeline.command.listing.ListOptions;
import dev.visualsimilarity.pipeline.command.listing.TextTable;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists schedules. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lists schedules, the youngest first.",
    footer = {
      "",
      "Filters: display_name, state, create_time, start_time, end_time, next_run_time, such as"
          + " --filter 'display_name:\"catalog*\"'",
      ""
    })
final class ListSchedules implements Callable<Integer> {

  private static final Set<String> STATES = Set.of("ACTIVE", "PAUSED", "COMPLETED");

  @Mixin VertexOptions vertex = new VertexOptions();

  @Mixin ListOptions listing = new ListOptions();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "only schedules in this state: active, paused or completed")
  Optional<String> state = Optional.empty();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    LocationName parent = vertex.parent(environment);
    String filter = listing.filter(state.map(ListSchedules::stateFilter));
    try (Schedules service = new Schedules(vertex.endpoint(environment))) {
      listing.print(
          spec.commandLine(),
          service.list(parent, filter, listing.limit()),
          ListSchedules::table,
          "No schedules in " + parent);
    }
    return ExitCode.DONE;
  }

  private static TextTable table(List<Schedule> schedules) {
    TextTable table = new TextTable("SCHEDULE", "STATE", "NEXT RUN", "RUNS", "CRON", "NAME");
    for (Schedule schedule : schedules) {
      table.row(
          ResourceNames.id(schedule.getName()),
          schedule.getState().name(),
          ListOptions.time(schedule.getNextRunTime()),
          Long.toString(schedule.getStartedRunCount()),
          schedule.getCron(),
          schedule.getDisplayName());
    }
    return table;
  }

  private static String stateFilter(String word) {
    String name = word.strip().toUpperCase(Locale.ROOT);
    if (!STATES.contains(name)) {
      throw UserException.badParameter(
          "--state is no state of a schedule: '%s'; there are active, paused and completed"
              .formatted(word));
    }
    return "state=\"%s\"".formatted(name);
  }
}
