package dev.visualsimilarity.pipeline.command.runs;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import dev.visualsimilarity.pipeline.follow.CancelQuestion;
import dev.visualsimilarity.pipeline.follow.Decision;
import dev.visualsimilarity.pipeline.follow.Interrupts;
import dev.visualsimilarity.pipeline.follow.RunFollower;
import dev.visualsimilarity.pipeline.follow.RunState;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;

/** Follows a run in this terminal. */
public final class FollowedRun {

  /** What shells give to a program that Ctrl-C ended: 128 and the number of SIGINT. */
  private static final int INTERRUPTED = 130;

  /** Set by the launcher: Java cannot tell whether a person answers on stdin. */
  private static final String INTERACTIVE = "visual-similarity.interactive";

  private final PipelineJobs jobs;
  private final ApiEndpoint endpoint;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Clock clock = Clock.systemUTC();
  private PipelineJob lastSeen = PipelineJob.getDefaultInstance();

  /**
   * Prepares.
   *
   * @param out takes the run as JSON, as it was seen last
   * @param err takes the progress
   */
  public FollowedRun(PipelineJobs jobs, ApiEndpoint endpoint, PrintWriter out, PrintWriter err) {
    this.jobs = jobs;
    this.endpoint = endpoint;
    this.out = out;
    this.err = err;
  }

  /**
   * Follows.
   *
   * @param limit how long
   * @return the exit code: done if the run succeeded
   * @throws UserException if it cannot be followed any longer, which is no end of the run
   */
  public int follow(PipelineJob begun, Duration limit) throws InterruptedException {
    lastSeen = begun;
    RunFollower.Followed followed;
    try (Interrupts interrupts = new Interrupts()) {
      CancelQuestion question = new CancelQuestion(stdin(), err, interrupts);
      followed =
          new RunFollower(service(begun.getName()), this::tell, interrupts, clock)
              .follow(
                  begun,
                  limit,
                  () -> Boolean.getBoolean(INTERACTIVE) ? question.ask() : Decision.LEAVE);
    } catch (UserException e) {
      print(lastSeen);
      if (!(e.getCause() instanceof NotFoundException)) {
        tellHowToGoOn(lastSeen, "was %s when last seen, and may go on");
      }
      throw e;
    }
    PipelineJob job = followed.job();
    print(job);
    RunState state = RunState.of(job);
    if (state.ended()) {
      state.summary(clock.instant()).forEach(this::tell);
      return state.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    }
    tellHowToGoOn(job, "is %s and goes on");
    return followed.left() ? INTERRUPTED : ExitCode.FAILED;
  }

  private void print(PipelineJob job) {
    out.println(RunJson.of(job, endpoint));
    out.flush();
  }

  private void tellHowToGoOn(PipelineJob job, String state) {
    RunCommands commands = new RunCommands(endpoint, job.getName());
    tell("The run %s; follow it by".formatted(state.formatted(RunState.of(job).word())));
    tell("    " + commands.line("follow"));
    tell("end it by");
    tell("    " + commands.line("cancel"));
  }

  private static BufferedReader stdin() {
    return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  }

  private RunFollower.Service service(String name) {
    return new RunFollower.Service() {
      @Override
      public PipelineJob look() {
        lastSeen = jobs.get(name);
        return lastSeen;
      }

      @Override
      public void cancel() {
        jobs.cancel(name);
      }
    };
  }

  private void tell(String line) {
    err.println(line);
    err.flush();
  }
}
