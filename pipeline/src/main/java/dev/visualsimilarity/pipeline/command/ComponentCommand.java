package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.command.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs the program of one component with flags of the user's, as a process in this terminal. Its
 * command line must stop at the first positional parameter: what follows is the component's.
 */
@Command(
    name = "component",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs one component by hand, with its own flags.",
      "Its exit code is that of the component; component NAME --help lists its flags."
    })
public final class ComponentCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "a folder of components/")
  String name;

  @Parameters(
      index = "1..*",
      paramLabel = "FLAG",
      description = "the component's own flags, --help among them")
  List<String> flags = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ComponentPrograms programs = ComponentPrograms.open()) {
      return Foreground.run(programs.program(name, flags));
    }
  }
}
