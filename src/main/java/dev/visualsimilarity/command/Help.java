package dev.visualsimilarity.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command, however deep it is: {@code help runs list}. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Shows the help of a command, such as 'help run'.")
public final class Help implements Runnable {

  @Parameters(paramLabel = "COMMAND", description = "the command's words (default: none)")
  List<String> words = new ArrayList<>();

  @Spec CommandSpec spec;

  @Override
  public void run() {
    CommandLine command = spec.parent().commandLine();
    for (String word : words) {
      Map<String, CommandLine> commands = command.getSubcommands();
      if (!commands.containsKey(word)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no command '%s'"
                .formatted((command.getCommandSpec().qualifiedName() + " " + word).strip()));
      }
      command = commands.get(word);
    }
    command.usage(spec.commandLine().getOut());
    spec.commandLine().getOut().flush();
  }
}
