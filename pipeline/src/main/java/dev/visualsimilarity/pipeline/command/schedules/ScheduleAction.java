package dev.visualsimilarity.pipeline.command.schedules;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.pipeline.client.Schedules;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Does something to one schedule and says so. */
abstract class ScheduleAction implements Callable<Integer> {

  @Mixin ScheduleArgument argument = new ScheduleArgument();

  @Spec CommandSpec spec;

  /** Does it, and says in a word what was done. */
  abstract String act(Schedules schedules, String name);

  @Override
  public final Integer call() {
    Map<String, String> environment = System.getenv();
    String name = argument.name(environment);
    try (Schedules schedules = new Schedules(argument.endpoint(environment))) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(act(schedules, name) + " " + name);
      err.flush();
    }
    return ExitCode.DONE;
  }
}
