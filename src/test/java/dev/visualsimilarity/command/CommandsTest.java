package dev.visualsimilarity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandsTest {

  @Command(name = "do-it", mixinStandardHelpOptions = true, versionProvider = Version.class)
  static final class DoIt implements Callable<Integer> {
    @Option(names = "--count")
    int count;

    @Option(names = "--names", converter = TextList.Converter.class)
    TextList names = new TextList(List.of());

    RuntimeException failure;

    @Override
    public Integer call() {
      if (failure != null) {
        throw failure;
      }
      return ExitCode.DONE;
    }
  }

  private final DoIt command = new DoIt();
  private final StringWriter err = new StringWriter();

  @Test
  void aUserMistakeIsOneLineWithoutATrace() {
    command.failure = UserException.failed("no such bucket: x");
    assertThat(execute()).isEqualTo(ExitCode.FAILED);
    assertThat(err).hasToString("do-it: no such bucket: x" + System.lineSeparator());
  }

  @Test
  void anErrorOfOursShowsItsTrace() {
    command.failure = new IllegalStateException("oops");
    assertThat(execute()).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("do-it: failed: java.lang.IllegalStateException: oops", "at dev.");
  }

  @Test
  void badUsageNamesTheOptionTheValueAndTheHelp() {
    assertThat(execute("--count", "many")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).contains("--count", "many", "Run 'do-it --help'");
  }

  @Test
  void aBadListIsBadUsageOnOneLine() {
    assertThat(execute("--names", "[oops")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).contains("not a list: [oops").doesNotContain("\tat ");
  }

  @Test
  void readsListsInBothForms() {
    assertThat(TextList.parse("[\"a=b\", \"c\"]").values()).containsExactly("a=b", "c");
    assertThat(TextList.parse(" a=b, c ").values()).containsExactly("a=b", "c");
    assertThat(TextList.parse("").values()).isEmpty();
    assertThat(TextList.parse("[]").values()).isEmpty();
  }

  @Test
  void theHelpListsTheExitCodes() {
    assertThat(Commands.commandLine(command).getUsageMessage())
        .contains("Exit codes:", "3   done, but more items rejected than allowed");
  }

  @Test
  void knowsItsVersion() {
    assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+");
  }

  private int execute(String... args) {
    CommandLine line = Commands.commandLine(command).setErr(new PrintWriter(err));
    return line.execute(args);
  }
}
