package dev.visualsimilarity.pipeline.command;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.VertexOptions;
import dev.visualsimilarity.vertexai.attempt.TaskRun;
import dev.visualsimilarity.vertexai.cleanup.Inventory;
import dev.visualsimilarity.vertexai.cleanup.InventoryText;
import dev.visualsimilarity.vertexai.cleanup.ModelInventory;
import dev.visualsimilarity.vertexai.cleanup.ModelRemoval;
import dev.visualsimilarity.vertexai.cleanup.ModelServing;
import dev.visualsimilarity.vertexai.cleanup.Removal;
import dev.visualsimilarity.vertexai.cleanup.Selection;
import dev.visualsimilarity.vertexai.cleanup.VectorSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists, and removes, the indexes, endpoints and deployments that carry labels. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lists what a run or a label created, with what it costs, and removes it.",
      "That are indexes and models, their endpoints and deployments.",
      "Without --yes nothing is removed. What does not carry the label is never removed."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, or with --yes something is left or still being created,",
      "2 bad usage."
    })
public final class CleanupCommand implements Callable<Integer> {

  @Mixin VertexOptions vertex = new VertexOptions();

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "a label that indexes, models and endpoints carry; of several, all")
  Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "a pipeline run: the same as --label " + TaskRun.RUN_LABEL + "=RUN")
  Optional<String> run = Optional.empty();

  @Option(
      names = "--deployed-index-id",
      paramLabel = "ID",
      description =
          "a deployment, which has no labels: undeploys ID and what replaced it, on any endpoint; its index and endpoint stay unless they carry the label")
  Set<String> deployedIndexIds = new LinkedHashSet<>();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.Converter.class,
      description = "only what was created, and deployed, longer ago, such as 45m, 36h or 2d")
  Optional<Age> olderThan = Optional.empty();

  @Option(
      names = "--yes",
      description = "remove: undeploy, then delete the endpoints, then the indexes and models")
  boolean yes;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Selection selection = selection();
    Map<String, String> environment = System.getenv();
    LocationName parent = vertex.parent(environment);
    ApiEndpoint api = vertex.endpoint(environment);
    try (VectorSearch search = new VectorSearch(api, vertex.timeout());
        ModelServing serving = new ModelServing(api, vertex.timeout())) {
      Inventory inventory = search.inventory(parent, selection);
      ModelInventory models = serving.inventory(parent, selection);
      PrintWriter out = spec.commandLine().getOut();
      String where = "%s in %s".formatted(selection, parent);
      if (new InventoryText(inventory).lines().isEmpty() && models.lines().isEmpty()) {
        out.println(
            "There is nothing with %s: check the name, the project and the location (visual-similarity runs list has the runs of a service, runs/ those of this machine)."
                .formatted(where));
      } else {
        tell("With " + where + ":", inventory, models);
      }
      tellUnlabelled(inventory);
      tellNotSelected(inventory, parent);
      if (inventory.isEmpty() && models.size() == 0) {
        out.println("Nothing to remove.");
        out.flush();
        return ended(inventory);
      }
      if (!yes) {
        out.println("Run it again with --yes to remove this.");
        out.flush();
        return ExitCode.DONE;
      }
      List<String> failures = new ArrayList<>(new Removal(search).run(inventory));
      failures.addAll(new ModelRemoval(serving).run(models));
      Inventory left = search.inventory(parent, selection);
      ModelInventory leftModels = serving.inventory(parent, selection);
      tell("Left with " + where + ":", left, leftModels);
      tellNotSelected(left, parent);
      if (!failures.isEmpty() || !left.isEmpty() || leftModels.size() > 0) {
        throw UserException.failed(
            "not all is removed; run it again.%s"
                .formatted(
                    failures.isEmpty()
                        ? ""
                        : "%n  ".formatted() + String.join("%n  ".formatted(), failures)));
      }
      return ended(left);
    }
  }

  /** What is under way will be there: whoever wanted all removed is to come again. */
  private int ended(Inventory inventory) {
    int unfinished = inventory.unfinishedCount();
    if (yes && unfinished > 0) {
      throw UserException.failed(
          "not all may be removed: %d of the above %s still being created or deployed; run it again when that is done"
              .formatted(unfinished, unfinished == 1 ? "is" : "are"));
    }
    return ExitCode.DONE;
  }

  private Selection selection() {
    Map<String, String> all = new LinkedHashMap<>(labels);
    run.ifPresent(name -> all.put(TaskRun.RUN_LABEL, Labels.value(name)));
    if (all.isEmpty() && deployedIndexIds.isEmpty()) {
      throw UserException.badParameter(
          "cleanup needs --run RUN, --label KEY=VALUE or --deployed-index-id ID: what carries no label of yours is not yours");
    }
    return new Selection(
        all, deployedIndexIds, olderThan.map(age -> Instant.now().minus(age.duration())));
  }

  /** A run that deployed an index of others to an endpoint of others labelled neither. */
  private void tellUnlabelled(Inventory inventory) throws IOException {
    Path folder = Path.of("runs").resolve(run.orElse("-"));
    if (KeptRun.hasDeployed(folder)) {
      List<String> others = new ArrayList<>(KeptRun.of(folder).deployedIds());
      others.removeAll(inventory.undeployedIds());
      for (String id : others) {
        spec.commandLine()
            .getOut()
            .println(
                "'%s' is an output of the run too, and is not listed here: if it is there and yours, remove it with --deployed-index-id %s"
                    .formatted(id, id));
      }
    }
  }

  private void tellNotSelected(Inventory inventory, LocationName parent) {
    PrintWriter out = spec.commandLine().getOut();
    new InventoryText(inventory)
        .notSelected()
        .ifPresent(cost -> out.println("Not selected in %s: %s".formatted(parent, cost)));
    out.flush();
  }

  private void tell(String heading, Inventory inventory, ModelInventory models) {
    PrintWriter out = spec.commandLine().getOut();
    InventoryText text = new InventoryText(inventory);
    out.println(heading);
    text.lines().forEach(line -> out.println("  " + line));
    models.lines().forEach(line -> out.println("  " + line));
    if (!inventory.isEmpty() || models.total().isEmpty()) {
      out.println(text.total());
    }
    models.total().ifPresent(out::println);
    out.flush();
  }
}
