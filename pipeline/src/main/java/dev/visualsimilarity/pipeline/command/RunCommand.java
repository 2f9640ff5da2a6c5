package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.run.PipelineRun;
import dev.visualsimilarity.pipeline.run.RunLimits;
import dev.visualsimilarity.pipeline.run.Values;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import dev.visualsimilarity.pipeline.runner.RunnerKind;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import dev.visualsimilarity.pipeline.value.ValueCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a pipeline on this machine. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Runs a pipeline (KFP v2 IR YAML) on this machine: every task as a process or a container.",
      "Progress goes to stderr; the outputs of the pipeline go to stdout as one JSON object."
    },
    footer = {
      "",
      "Where the parameters project and api_endpoint are both empty, the run starts the Vector"
          + " Search emulator for itself. Without a work_uri it uses a folder of its own.",
      "Exit codes: 0 done, 1 a task failed, 2 bad usage or bad parameters.",
      ""
    })
public final class RunCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "PIPELINE",
      description = "pipeline to run (default: the project's pipeline/pipeline.yaml)")
  Optional<Path> file = Optional.empty();

  @Mixin ParameterOptions parameters = new ParameterOptions();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "new folder for logs, outputs and data (default: runs/PIPELINE-TIME)")
  Optional<Path> runDir = Optional.empty();

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description = "what runs the tasks: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  RunnerKind runner = RunnerKind.process;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "tasks that run at once (default: half of the cores, at least 2)")
  int parallelism = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

  @Option(
      names = "--retries",
      paramLabel = "N",
      description =
          "how often a task that failed is tried again, at most (default: as its retryPolicy says)")
  int retries = Integer.MAX_VALUE;

  @Option(
      names = {"--list-params", "--list-parameters"},
      description = "print the pipeline's parameters, their types and defaults, and run nothing")
  boolean listParams;

  @Spec CommandSpec spec;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (parallelism < 1) {
      throw UserException.badParameter("--parallelism is " + parallelism + "; give 1 or more");
    }
    if (retries < 0) {
      throw UserException.badParameter("--retries is " + retries + "; give 0 or more");
    }
    Path path = file.orElseGet(() -> ProjectFolder.find().pipeline()).toAbsolutePath().normalize();
    PipelineSpec pipeline = Conformance.read(path);
    if (listParams) {
      ParameterListing.print(spec.commandLine().getOut(), pipeline.root().inputParameters());
      return ExitCode.DONE;
    }
    RunParameters values = parameters.values(pipeline.root().inputParameters(), path.getParent());

    ValueCheck.check(pipeline, values.given());
    QueryCatalogCheck.warn(values);
    InputCheck.check(values.given(), "leave api_endpoint and project empty");
    ServingCheck.check(values.given(), LocalEmulator.isVertex(values, System.getenv()));

    Instant now = clock.instant();
    String name = pipeline.name() + "-" + timestamp(now);
    if (runDir.isPresent()) {
      return run(pipeline, name, now, RunFolder.of(runDir.get()), values);
    }
    RunFolder folder = RunFolder.createNew(Path.of("runs"), name);
    try {
      return run(pipeline, folder.name(), now, folder, values);
    } finally {
      folder.deleteIfEmpty();
    }
  }

  private int run(
      PipelineSpec pipeline, String name, Instant now, RunFolder folder, RunParameters values)
      throws IOException, InterruptedException {
    Job job = new Job(name, UUID.randomUUID().toString(), now);
    values.replaceEmpty(InputCheck.WORK_URI, folder.work().toString());
    try (LocalEmulator emulator =
        LocalEmulator.startIfNeeded(values, System.getenv(), folder.emulator())) {
      emulator.announce(err());
      return run(pipeline, job, folder, values.values());
    } finally {
      folder.deleteEmulatorUnlessBegun();
    }
  }

  private int run(PipelineSpec pipeline, Job job, RunFolder folder, Map<String, JsonElement> values)
      throws IOException, InterruptedException {
    PrintWriter err = err();
    long start = System.nanoTime();
    Optional<Values> outputs;
    try (RunProgress progress =
        new RunProgress(err, Boolean.getBoolean("visual-similarity.terminal"))) {
      TaskRunner tasks =
          runner.create(
              job.name(),
              ProjectFolder.find().components(),
              folder.path(),
              folder.apps(),
              LocalPaths.of(values));
      PipelineRun run =
          new PipelineRun(
              pipeline, job, tasks, folder.tasks(), new RunLimits(parallelism, retries), progress);
      run.prepare();
      folder.create().write(RunFolder.PARAMETERS, Json.PRETTY.toJson(values));
      progress.note("Running " + pipeline.name() + " in " + folder.path());
      try (Cancellation cancellation = new Cancellation(run, err)) {
        outputs = run.execute(Values.ofParameters(values));
        if (cancellation.begun()) {
          return ExitCode.FAILED;
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (outputs.isEmpty()) {
      err.printf("FAILED after %.1f s; logs are in %s%n", seconds, folder.tasks());
      err.flush();
      return ExitCode.FAILED;
    }
    finish(new RunSummary(outputs.get()), folder, seconds);
    return ExitCode.DONE;
  }

  private void finish(RunSummary summary, RunFolder folder, double seconds) throws IOException {
    PrintWriter err = err();
    err.printf("SUCCEEDED in %.1f s; everything is in %s%n", seconds, folder.path());
    summary.print(err);
    err.flush();
    String json = Json.PRETTY.toJson(summary.json());
    folder.write("outputs.json", json);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json);
    out.flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private static String timestamp(Instant now) {
    return DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC).format(now);
  }
}
