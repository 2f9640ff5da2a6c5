package dev.visualsimilarity.cleanup;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Placeholders;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.Version;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of the component clean-up. */
@Command(
    name = "clean-up",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Removes the deployments, endpoints, indexes and models that a pipeline run created, if it failed.")
public final class CleanUp implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

  @Mixin VertexOptions vertex = new VertexOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--enabled",
      arity = "1",
      paramLabel = "true|false",
      description = "false: nothing is removed, whatever happened (default: ${DEFAULT-VALUE})")
  boolean enabled = true;

  @Option(
      names = "--status",
      paramLabel = "JSON",
      description =
          "how the run ended, a PipelineTaskFinalStatus: after SUCCEEDED nothing is removed; empty: as after a failure")
  String status = "";

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "id of the run: the label " + TaskRun.RUN_ID_LABEL)
  String runId = "";

  private final Map<String, String> environment;

  CleanUp(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the component. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new CleanUp(System.getenv()), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(output, (storage, outputs) -> run(outputs));
  }

  private void run(Outputs outputs) throws InterruptedException {
    if (!enabled) {
      removeNothing("not enabled", outputs);
      return;
    }
    Optional<RunStatus> ended = RunStatus.parse(status);
    if (ended.filter(RunStatus::succeeded).isPresent()) {
      removeNothing("the run succeeded", outputs);
      return;
    }
    String id = Labels.value(Placeholders.resolved(runId));
    if (id.isEmpty()) {
      throw UserException.badParameter(
          "clean-up needs --run-id ID, the id of a run: without it everything would be removed");
    }
    LOG.info(
        "the run {}: what it created is removed",
        ended.map(RunStatus::toString).orElse("is said to have failed"));
    outputs.parameter("removed_count", remove(id));
  }

  private static void removeNothing(String why, Outputs outputs) {
    LOG.info("{}: nothing is removed", why);
    outputs.parameter("removed_count", 0);
  }

  private long remove(String id) throws InterruptedException {
    Selection selection = new Selection(Map.of(TaskRun.RUN_ID_LABEL, id), Optional.empty());
    LocationName parent = vertex.parent(environment);
    ApiEndpoint api = vertex.endpoint(environment);
    try (VectorSearch search = new VectorSearch(api, vertex.timeout());
        ModelServing serving = new ModelServing(api, vertex.timeout())) {
      Inventory all = search.inventory(parent, selection);
      Inventory own = all.onSelectedEndpointsOnly();
      ModelInventory allModels = serving.inventory(parent, selection);
      ModelInventory ownModels = allModels.onSelectedEndpointsOnly();
      if (own.size() + ownModels.size() < all.size() + allModels.size()) {
        LOG.warn(
            "kept, with its index or model, is what the run deployed on endpoints that it did not create: it may answer queries there. To remove it too: visual-similarity cleanup --label {}={}",
            TaskRun.RUN_ID_LABEL,
            id);
      }
      LOG.info(
          "with {} in {}: {}",
          selection,
          parent,
          own.size() + ownModels.size() == 0 ? "nothing to remove" : "");
      new InventoryText(own).lines().forEach(LOG::info);
      ownModels.lines().forEach(LOG::info);
      List<String> failures = new ArrayList<>(new Removal(search).run(own));
      failures.addAll(new ModelRemoval(serving).run(ownModels));
      if (!failures.isEmpty()) {
        throw UserException.failed("not all is removed: " + String.join("; ", failures));
      }
      return (long) own.size() + ownModels.size();
    }
  }
}
