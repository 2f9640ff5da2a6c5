package dev.visualsimilarity.pipeline.placeholder;

import com.google.gson.JsonElement;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Container;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts a task's inputs and outputs into the words of its command.
 *
 * @param task how the task is called in messages
 * @param input what the placeholders stand for
 */
public record CommandWords(String task, ExecutorInput input) {

  /**
   * The words of the command, resolved.
   *
   * @throws UserException that names the task and the placeholder if there is nothing to put in
   */
  public List<String> of(Container container) {
    return container.words().stream().map(this::resolve).toList();
  }

  String resolve(String word) {
    return Placeholder.replace(word, this::value);
  }

  private String value(String text) {
    Placeholder placeholder = Placeholder.parse(text).orElseThrow(() -> unresolved(text));
    String name = placeholder.name();
    return switch (placeholder.kind()) {
      case EXECUTOR_INPUT -> input.toJson();
      case INPUT_PARAMETER -> ValueText.of(parameter(name, text));
      case INPUT_URI -> inputArtifact(name, text).uri();
      case INPUT_PATH -> inputArtifact(name, text).path();
      case OUTPUT_FILE -> outputFile(name, text).toString();
      case OUTPUT_URI -> outputArtifact(name, text).uri();
      case OUTPUT_PATH -> outputArtifact(name, text).path();
    };
  }

  private JsonElement parameter(String name, String text) {
    JsonElement value = input.parameters().get(name);
    if (value == null) {
      throw unresolved(text);
    }
    return value;
  }

  /** The first of a list, as Kubeflow Pipelines does. */
  private Artifact inputArtifact(String name, String text) {
    List<Artifact> artifacts = input.artifacts().getOrDefault(name, List.of());
    if (artifacts.isEmpty()) {
      throw unresolved(text);
    }
    return artifacts.get(0);
  }

  private Artifact outputArtifact(String name, String text) {
    Artifact artifact = input.outputArtifacts().get(name);
    if (artifact == null) {
      throw unresolved(text);
    }
    return artifact;
  }

  private Path outputFile(String name, String text) {
    Path file = input.outputFiles().get(name);
    if (file == null) {
      throw unresolved(text);
    }
    return file;
  }

  private UserException unresolved(String placeholder) {
    return UserException.failed("task %s: cannot resolve %s".formatted(task, placeholder));
  }
}
