package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.extension.ExtensionContext;
import dev.visualsimilarity.pipeline.jobs.schedule.ScheduleService;
import dev.visualsimilarity.pipeline.jobs.store.ResourceFiles;
import io.grpc.BindableService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PipelineService and ScheduleService for an emulator: runs pipeline jobs on this machine. Their
 * files are in {@code pipelines/} of the emulator's data directory, or else in a temporary folder
 * that goes with it.
 */
public final class PipelinesExtension implements EmulatorExtension {

  private static final Logger log = LoggerFactory.getLogger(PipelinesExtension.class);
  private static final long TICK_SECONDS = 1;
  private static final long TICK_PATIENCE_SECONDS = 10;

  private final JobSettings settings;
  private final Supplier<String> address;
  private final Path folder;
  private final boolean kept;
  private final JobBoard board;
  private final JobService jobs;
  private final ScheduleService schedules;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pipelines-timer");
            thread.setDaemon(true);
            return thread;
          });

  /** Kept: while the emulator is being closed it has no address any more, and jobs still end. */
  private volatile String endpoint = "";

  private PipelinesExtension(JobSettings settings, ExtensionContext context) throws IOException {
    this.settings = settings;
    this.address = context.endpoint();
    this.kept = context.dataDirectory().isPresent();
    this.folder =
        kept
            ? Files.createDirectories(context.dataDirectory().get().resolve("pipelines"))
                .toAbsolutePath()
            : Files.createTempDirectory("emulator-pipelines-");
    ResourceFiles<PipelineJob> files =
        new ResourceFiles<>(folder, JobBoard.COLLECTION, PipelineJob.parser());
    this.board = new JobBoard(files, new JobQueue(settings.maxJobs()));
    JobCreation creation =
        new JobCreation(
            board,
            new JobCheck(settings.baseFolder(), this::endpoint),
            new JobStarter(settings, files, this::endpoint),
            settings.clock());
    this.jobs = new JobService(board, creation, context.operations());
    this.schedules =
        ScheduleService.create(
            folder, new JobsOfSchedules(board, creation), context.operations(), settings.clock());
  }

  /** Serves pipeline jobs in emulators. */
  public static Factory factory(JobSettings settings) {
    return context -> new PipelinesExtension(settings, context);
  }

  @Override
  public List<BindableService> services() {
    return List.of(jobs, schedules);
  }

  @Override
  public void start() {
    endpoint();
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public List<String> announcement() {
    return List.of(
        "Pipeline jobs run on this machine, by --runner %s; their logs and outputs are in %s"
            .formatted(settings.runner(), folder));
  }

  @Override
  public void close() {
    stopTimer();
    board.close();
    if (!kept) {
      try {
        ResourceFiles.deleteTree(folder);
      } catch (IOException e) {
        log.warn("{} is left: {}", folder, e.toString());
      }
    }
  }

  /** A tick that is under way may be writing, and starting jobs. */
  private void stopTimer() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(TICK_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("the timer of pipelines does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String endpoint() {
    if (endpoint.isEmpty()) {
      endpoint = address.get();
    }
    return endpoint;
  }

  /** A timer that fails once does not run again. */
  private void tick() {
    try {
      schedules.tick();
      board.saveRunning();
    } catch (RuntimeException e) {
      log.error("the timer of pipelines failed", e);
    }
  }
}
