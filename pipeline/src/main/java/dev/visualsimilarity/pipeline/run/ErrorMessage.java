package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why a program failed, by its own account. */
final class ErrorMessage {

  /** Its name. */
  static final String FILE = "executor_error.json";

  private static final int LONGEST_FILE = 1 << 16;

  private ErrorMessage() {}

  /**
   * The errorMessage of the file {@code executor_error.json}, which Vertex AI Pipelines shows; none
   * if a program did not write it as it should.
   *
   * @param outputs the folder of what the program wrote
   */
  static Optional<String> of(Path outputs) {
    Path file = outputs.resolve(FILE);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
        return Optional.empty();
      }
      JsonElement error = StrictJson.parse(Files.readString(file));
      return Optional.of(error.getAsJsonObject().get("errorMessage").getAsString().strip());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
