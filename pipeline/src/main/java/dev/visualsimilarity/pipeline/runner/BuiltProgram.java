package dev.visualsimilarity.pipeline.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of the project that are in no image: they run from their build. */
public final class BuiltProgram {

  private BuiltProgram() {}

  /**
   * A program with the JVM's flags of the components.
   *
   * @param module the folder of its module
   * @param main its class
   * @throws dev.visualsimilarity.error.UserException if the module is not built
   */
  public static ProcessBuilder of(Path module, String main, List<String> args) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    words.addAll(JvmFlags.ofProcesses());
    words.addAll(List.of("-cp", AppFolder.classPath(module), main));
    words.addAll(args);
    ProcessBuilder program = new ProcessBuilder(words);
    program.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
    return program;
  }
}
