package dev.visualsimilarity.extractfeatures;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/**
 * The records of finished shards, by which a step that is started again goes on where it was. They
 * are in a directory beside that of the embeddings, in which nothing but index data may be: {@code
 * embeddings-00000-of-00007.json} in {@code EMBEDDINGS-state}, for index data of any format.
 *
 * <p>A record is the members of {@link FinishedShard} as a JSON object. It is written after the
 * embeddings: where it matches them, they are whole.
 */
final class FinishedShards {

  private final Storage storage;
  private final StorageUri directory;

  FinishedShards(Storage storage, StorageUri embeddings) {
    this.storage = storage;
    this.directory = embeddings.parent().resolve(embeddings.name() + "-state");
  }

  /**
   * What was written for a shard, if it was with the same inputs and is still there as it was.
   *
   * @param file of embeddings
   * @param inputs that would be used today
   */
  Optional<FinishedShard> find(StorageUri file, Map<String, String> inputs) throws IOException {
    try (InputStream in = storage.read(record(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      FinishedShard found = Json.COMPACT.fromJson(text, FinishedShard.class);
      if (found == null || !inputs.equals(found.inputs()) || found.rejects() == null) {
        return Optional.empty();
      }
      Checksum written = storage.checksum(file);
      return written.equals(found.file()) ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException | JsonParseException e) {
      // Nothing is lost but time: the shard is done again.
      return Optional.empty();
    }
  }

  /** Records a shard whose embeddings are in {@code file}. */
  void add(StorageUri file, FinishedShard shard) throws IOException {
    try (PendingObject object = storage.write(record(file))) {
      object.write((Json.PRETTY.toJson(shard) + "\n").getBytes(StandardCharsets.UTF_8));
      object.commit();
    }
  }

  private StorageUri record(StorageUri file) {
    return directory.resolve(file.name().replaceFirst("\\.[a-z]+$", "") + ".json");
  }
}
