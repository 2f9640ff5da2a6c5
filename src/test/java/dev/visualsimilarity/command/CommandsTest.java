package dev.visualsimilarity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.OutageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    Exception failure;

    @Override
    public Integer call() throws Exception {
      if (failure != null) {
        throw failure;
      }
      return ExitCode.DONE;
    }
  }

  @Command(name = "catalogued")
  static final class Catalogued implements Callable<Integer> {
    @Option(names = "--catalog-uri", required = true)
    String catalogUri;

    @Option(names = "--max-size")
    int maxSize;

    @Override
    public Integer call() {
      return ExitCode.DONE;
    }
  }

  @Command(name = "rejecting")
  static final class Rejecting implements Runnable {
    @Option(names = "--max-reject-fraction")
    double most;

    @Override
    public void run() {}
  }

  @Command(name = "all", subcommands = DoIt.class)
  static final class All {}

  @Command(
      name = "program",
      subcommands = {All.class, Help.class})
  static final class Program {}

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

  @ParameterizedTest
  @MethodSource("outages")
  void aFailureOfTheMachineOrTheNetworkIsOneLine(Exception failure, String message) {
    command.failure = failure;
    assertThat(execute()).isEqualTo(ExitCode.FAILED);
    assertThat(err).hasToString("do-it: " + message + System.lineSeparator());
  }

  static Stream<Arguments> outages() {
    OutageException outage = new OutageException("gs://x is out of reach", new IOException("no"));
    return Stream.of(
        arguments(outage, "gs://x is out of reach"),
        arguments(new UncheckedIOException(outage), "gs://x is out of reach"),
        arguments(new UncheckedIOException("cannot read b", outage), "cannot read b"),
        arguments(new NoSuchFileException("/x"), "no such file: /x"));
  }

  @Test
  void badUsageNamesTheOptionTheValueAndTheHelp() {
    assertThat(execute("--count", "many")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).contains("--count", "many", "--help lists the options.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--catalog_uri x --max_size=3|unknown option --catalog_uri, --max_size; did you mean --catalog-uri, --max-size?",
        "--catalog-uri x --max_size=3|unknown option --max_size; did you mean --max-size?",
        "--catalog-url x|Unknown options: '--catalog-url', 'x'",
        "--max-size 3|Missing required option: '--catalog-uri=<catalogUri>'",
        "x|Missing required option: '--catalog-uri=<catalogUri>'",
      })
  void anUnknownOptionIsToldBeforeAMissingOne(String args, String message) {
    CommandLine line = Commands.commandLine(new Catalogued()).setErr(new PrintWriter(err));
    assertThat(line.execute(args.split(" "))).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).startsWith("catalogued: " + message + System.lineSeparator());
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
        .contains("Exit codes:", "2   bad usage or parameters")
        .doesNotContain("rejected");
    assertThat(Commands.commandLine(new Rejecting()).getUsageMessage())
        .contains("Exit codes:", "3   done, but more items rejected than allowed");
    CommandLine all = Commands.commandLine(new All());
    assertThat(all.getUsageMessage()).doesNotContain("Exit codes:");
    assertThat(all.getSubcommands().get("do-it").getUsageMessage()).contains("Exit codes:");
  }

  @Test
  void theHelpOfACommandInOthersIsShown() {
    StringWriter out = new StringWriter();
    CommandLine all = Commands.commandLine(new Program()).setOut(new PrintWriter(out));
    all.setErr(new PrintWriter(err));
    assertThat(all.execute("help", "all", "do-it")).isZero();
    assertThat(out.toString()).startsWith("Usage: program all do-it");
    assertThat(all.execute("help", "all", "do-that")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).contains("help: there is no command 'program all do-that'");
  }

  @Test
  void anErrorOfACommandInOthersNamesThem() {
    CommandLine all = Commands.commandLine(new Program()).setErr(new PrintWriter(err));
    assertThat(all.execute("all", "do-it", "--count=x")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString())
        .startsWith("all do-it: Invalid value for option '--count'")
        .contains("Run 'program all do-it --help' for the options.");
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
