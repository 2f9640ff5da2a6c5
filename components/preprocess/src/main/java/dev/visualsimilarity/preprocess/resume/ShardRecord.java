package dev.visualsimilarity.preprocess.resume;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.digest.DigestSet;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorShard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a finished shard: {@code tensors-00000-of-00007.json} beside it, written after
 * it. A shard without a record is not finished.
 *
 * <pre>
 * {"version": 1, "inputs": "SHA-256 in hexadecimal digits", "image_count": 2, "bytes": 1204612,
 *  "crc32c": "01ab23cd", "image_digests": "base64 of 16 bytes an image",
 *  "rejects": [{"item": 1, "id": "…", "uri": "…", "stage": "DECODE", "reason": "TRUNCATED",
 *               "message": "…"}, …]}
 * </pre>
 *
 * @param inputs the {@link InputFingerprint} of the shard
 * @param shard its number of images and checksum
 * @param imageDigests what tells each of its images from others, in their order, 16 bytes each, in
 *     base64
 * @param rejects those of its items that were rejected, by the item's number in the shard from 0
 */
public record ShardRecord(
    String inputs, TensorShard shard, String imageDigests, Map<Integer, Reject> rejects) {

  private static final int VERSION = 1;
  private static final String SHARD_SUFFIX = ".tfrecord";

  /** Where the record of a shard is. */
  public static StorageUri uri(StorageUri directory, int shard, int shardCount) {
    String name = TensorManifest.shard(directory, shard, shardCount).name();
    return directory.resolve(name.replace(SHARD_SUFFIX, ".json"));
  }

  /** Whether a file is a shard or the record of one. */
  public static boolean isShardOrRecord(StorageUri file) {
    return file.name().matches("tensors-.*\\.tfrecord|tensors-[0-9]{5,}-of-[0-9]{5,}\\.json");
  }

  /** Adds the digests of its images to a set. */
  public void addImagesTo(DigestSet digests) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(imageDigests));
    while (bytes.hasRemaining()) {
      digests.add(bytes);
    }
  }

  /** Writes the record. */
  public void write(Storage storage, StorageUri uri) throws IOException {
    Fields fields =
        new Fields(
            VERSION,
            inputs,
            shard.imageCount(),
            shard.checksum().size(),
            HexFormat.of().toHexDigits(shard.checksum().crc32c()),
            imageDigests,
            rejects.entrySet().stream()
                .map(e -> RejectFields.of(e.getKey(), e.getValue()))
                .toList());
    try (PendingObject object = storage.write(uri)) {
      object.write((Json.COMPACT.toJson(fields) + "\n").getBytes(StandardCharsets.UTF_8));
      object.commit();
    }
  }

  /** Reads a record; empty if there is none, or none that this release can use. */
  public static Optional<ShardRecord> read(Storage storage, StorageUri uri) throws IOException {
    try (InputStream in = storage.read(uri)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Fields fields = Json.COMPACT.fromJson(text, Fields.class);
      return fields == null || fields.version != VERSION
          ? Optional.empty()
          : Optional.of(fields.record());
    } catch (NoSuchFileException | JsonParseException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | NullPointerException e) {
      // A value that is missing or none of its kind: not written by us, or damaged.
      return Optional.empty();
    }
  }

  private record Fields(
      int version,
      String inputs,
      int image_count,
      long bytes,
      String crc32c,
      String image_digests,
      List<RejectFields> rejects) {

    ShardRecord record() {
      int digests = Base64.getDecoder().decode(image_digests).length;
      if (inputs == null || digests != image_count * DigestSet.BYTES) {
        throw new IllegalArgumentException("inputs or digests are missing");
      }
      Map<Integer, Reject> byItem = new TreeMap<>();
      rejects.forEach(reject -> byItem.put(reject.item, reject.reject()));
      Checksum checksum = new Checksum(bytes, HexFormat.fromHexDigits(crc32c));
      return new ShardRecord(inputs, new TensorShard(image_count, checksum), image_digests, byItem);
    }
  }

  private record RejectFields(
      int item, String id, String uri, Stage stage, RejectReason reason, String message) {

    static RejectFields of(int item, Reject reject) {
      return new RejectFields(
          item, reject.id(), reject.uri(), reject.stage(), reject.reason(), reject.message());
    }

    Reject reject() {
      if (id == null || uri == null || stage == null || reason == null || message == null) {
        throw new IllegalArgumentException("a reject lacks a value");
      }
      return new Reject(id, uri, stage, reason, message);
    }
  }
}
