package dev.visualsimilarity.pipeline.ir;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program in an image. The image's own entry point is never used.
 *
 * @param image reference, such as {@code visual-similarity/preprocess:0.1.0}
 * @param command the program and its first words
 * @param args the other words
 * @param env environment variables, literal
 */
public record Container(
    String image, List<String> command, List<String> args, Map<String, String> env)
    implements Component.Implementation {

  public Container {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = Ordered.copyOf(env);
  }

  /** All words, placeholders and all. */
  public List<String> words() {
    return Stream.concat(command.stream(), args.stream()).toList();
  }
}
