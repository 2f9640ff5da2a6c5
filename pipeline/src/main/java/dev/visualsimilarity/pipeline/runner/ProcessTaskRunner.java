package dev.visualsimilarity.pipeline.runner;

import dev.visualsimilarity.pipeline.ir.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Runs tasks as processes of this machine, without images: {@code java} is the Java that runs the
 * pipeline, and {@code /app/} is a folder made from the component's build.
 */
public final class ProcessTaskRunner implements TaskRunner {

  private static final String APP = "/app/";

  private final Path components;
  private final Path apps;

  /**
   * @param components the folder with a folder for each component
   * @param apps takes a folder for each component's {@code /app}
   */
  public ProcessTaskRunner(Path components, Path apps) {
    this.components = components;
    this.apps = apps;
  }

  @Override
  public void prepare(Container container) throws IOException {
    if (container.words().stream().anyMatch(ProcessTaskRunner::isInApp)) {
      String component = AppFolder.component(container.image());
      AppFolder.create(components.resolve(component), apps.resolve(component));
    }
  }

  @Override
  public int run(TaskCommand command) throws IOException, InterruptedException {
    Container container = command.container();
    ProcessBuilder program = program(container, container.words(), command.words());
    return ChildProcess.run(program.directory(command.folder().toFile()), command.log());
  }

  /**
   * The command of a container that was prepared, with other arguments than its own, as a program
   * of this machine.
   */
  public ProcessBuilder program(Container container, List<String> args) {
    List<String> words = new ArrayList<>(container.command());
    words.addAll(args);
    return program(container, container.command(), words);
  }

  /**
   * @param own the first words as the container has them: what stands in the place of a placeholder
   *     or comes after them is a user's, and a path of this machine
   * @param resolved all words
   */
  private ProcessBuilder program(Container container, List<String> own, List<String> resolved) {
    String app =
        Matcher.quoteReplacement(apps.resolve(AppFolder.component(container.image())) + "/");
    List<String> words = new ArrayList<>(resolved);
    for (int i = 0; i < own.size(); i++) {
      if (isInApp(own.get(i))) {
        words.set(i, words.get(i).replaceFirst(APP, app));
      }
    }
    if (words.get(0).equals("java")) {
      words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
    ProcessBuilder program = new ProcessBuilder(words);
    // TensorFlow's notes would fill the last lines that are shown of a task that failed.
    program.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
    program.environment().putAll(container.env());
    return program;
  }

  private static boolean isInApp(String word) {
    boolean literal = !word.contains("{{$");
    return literal && (word.startsWith(APP) || word.startsWith("@" + APP));
  }
}
