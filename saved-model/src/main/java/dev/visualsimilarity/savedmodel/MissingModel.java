package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why there is no SavedModel where one was looked for, by what there is instead. */
final class MissingModel {

  private static final int MOST_NAMED = 3;

  private MissingModel() {}

  /**
   * What to throw for a directory without {@code saved_model.pb}.
   *
   * @param name of the model, for the message
   * @param directory where it was looked for
   */
  static UserException in(Storage storage, String name, StorageUri directory) throws IOException {
    if (storage.find(directory).isPresent()) {
      return UserException.badParameter(
          "model %s is no SavedModel but %s"
              .formatted(
                  name,
                  ForeignModel.describe(List.of(directory))
                      .orElse("a file; give a directory, or an archive .tar.gz, .tgz or .tar")));
    }
    List<StorageUri> files = storage.list(directory).stream().map(StorageObject::uri).toList();
    String hint =
        nested(files)
            .or(() -> ForeignModel.describe(files).map(foreign -> "it holds " + foreign))
            .orElse("give the directory of a TensorFlow SavedModel");
    return UserException.badParameter(
        "model %s has no %s; %s".formatted(name, SavedModelDirectory.FILE, hint));
  }

  private static Optional<String> nested(List<StorageUri> files) {
    List<StorageUri> models =
        files.stream()
            .filter(file -> file.name().equals(SavedModelDirectory.FILE))
            .map(StorageUri::parent)
            .toList();
    if (models.size() < 2) {
      return models.stream().findFirst().map(model -> "there is one in " + model);
    }
    return Optional.of(
        models.stream()
            .limit(MOST_NAMED)
            .map(StorageUri::toString)
            .collect(
                Collectors.joining(
                    ", ", "there are %d below it; give one of ".formatted(models.size()), "")));
  }
}
