package dev.visualsimilarity.pipeline.runner;

import dev.visualsimilarity.pipeline.ir.Container;
import java.nio.file.Path;
import java.util.List;

/**
 * A task's program, ready to run.
 *
 * @param container its image and environment
 * @param words the program and its arguments, resolved
 * @param folder of the task, which exists
 * @param log takes what the program prints
 */
public record TaskCommand(Container container, List<String> words, Path folder, Path log) {

  public TaskCommand {
    words = List.copyOf(words);
  }
}
