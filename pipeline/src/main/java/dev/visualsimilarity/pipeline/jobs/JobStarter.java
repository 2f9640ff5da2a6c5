package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.jobs.store.ResourceFiles;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.run.PipelineRun;
import dev.visualsimilarity.pipeline.run.RunLimits;
import dev.visualsimilarity.pipeline.run.RunListener;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes the runs of jobs. A job has a folder for what belongs to it:
 *
 * <ul>
 *   <li>{@code tasks/}: a folder for each task, with its log and outputs; where gcsOutputDirectory
 *       is a folder of this machine, they are in {@code JOB_ID/} of that instead
 *   <li>{@code app/}: class paths of the components
 * </ul>
 *
 * @param settings of the emulator
 * @param files where jobs have their folders
 * @param endpoint {@code http://HOST:PORT} of the emulator
 */
record JobStarter(
    JobSettings settings, ResourceFiles<PipelineJob> files, Supplier<String> endpoint) {

  /** Makes the run of one job. */
  JobRun start(
      PipelineJob job, CheckedJob checked, Instant scheduled, Consumer<PipelineJob> changed) {
    return new JobRun(
        job,
        checked,
        listener -> pipelineRun(job, checked, scheduled, listener),
        settings.clock(),
        changed);
  }

  private PipelineRun pipelineRun(
      PipelineJob job, CheckedJob checked, Instant scheduled, RunListener listener) {
    Path folder = files.folder(JobBoard.name(job.getName()));
    String id = folder.getFileName().toString();
    Job names =
        new Job(
            id,
            job.getName(),
            UUID.randomUUID().toString(),
            Instant.ofEpochSecond(job.getCreateTime().getSeconds()),
            scheduled);
    Path tasks =
        checked.outputFolder().map(output -> output.resolve(id)).orElse(folder.resolve("tasks"));
    TaskRunner runner =
        settings
            .runner()
            .create(
                id,
                settings.components(),
                folder,
                folder.resolve("app"),
                mounts(checked.parameters(), tasks));
    return new PipelineRun(
        checked.pipeline(),
        names,
        JobEnvironment.of(runner, job, endpoint.get()),
        tasks,
        RunLimits.ofParallelism(settings.parallelism()),
        checked.failurePolicy(),
        listener);
  }

  private static List<Path> mounts(Map<String, JsonElement> parameters, Path tasks) {
    List<Path> mounts = new ArrayList<>(LocalPaths.of(parameters));
    mounts.add(tasks);
    return mounts;
  }
}
