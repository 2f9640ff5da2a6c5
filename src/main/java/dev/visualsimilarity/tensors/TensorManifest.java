package dev.visualsimilarity.tensors;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a directory of tensor shards holds. {@code manifest.json} in it is written last: where it
 * is, the shards are complete.
 *
 * <pre>
 * {"version": 2, "catalog_uri": "…", "dtype": "float32", "shape": [224, 224, 3],
 *  "image_count": 3, "shards": [{"image_count": 2, "bytes": 1204612, "crc32c": "01ab23cd"}, …]}
 * </pre>
 *
 * <p>A {@code crc32c} is written as 8 hexadecimal digits.
 *
 * @param catalogUri the catalog that the images came from
 * @param spec of every tensor
 * @param shards in their order
 */
public record TensorManifest(String catalogUri, TensorSpec spec, List<TensorShard> shards) {

  /** The name of the file. */
  public static final String NAME = "manifest.json";

  private static final int VERSION = 2;
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern CRC32C = Pattern.compile("[0-9a-f]{8}");

  public TensorManifest {
    shards = List.copyOf(shards);
  }

  /** How many shards there are. */
  public int shardCount() {
    return shards.size();
  }

  /** How many images there are in all shards. */
  public long imageCount() {
    return shards.stream().mapToLong(TensorShard::imageCount).sum();
  }

  /** What the file of a shard must be. */
  public Checksum checksum(int shard) {
    return shards.get(shard).checksum();
  }

  /** Where a shard is, such as {@code tensors-00000-of-00007.tfrecord} in {@code directory}. */
  public static StorageUri shard(StorageUri directory, int shard, int shardCount) {
    return directory.resolve("tensors-%05d-of-%05d.tfrecord".formatted(shard, shardCount));
  }

  /** Writes the manifest into a directory. */
  public void write(Storage storage, StorageUri directory) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("catalog_uri", catalogUri);
    json.put("dtype", spec.type().wireName());
    json.put("shape", List.of(spec.height(), spec.width(), TensorSpec.CHANNELS));
    json.put("image_count", imageCount());
    json.put("shards", shards.stream().map(ShardFields::of).toList());
    try (PendingObject object = storage.write(directory.resolve(NAME))) {
      object.write((Json.PRETTY.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8));
      object.commit();
    }
  }

  /**
   * Reads the manifest of a directory.
   *
   * @throws UserException if there is none or it is not of this format
   */
  public static TensorManifest read(Storage storage, StorageUri directory) throws IOException {
    StorageUri uri = directory.resolve(NAME);
    try (InputStream in = storage.read(uri)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Fields fields = Json.COMPACT.fromJson(text, Fields.class);
      if (fields == null) {
        throw UserException.failed("%s is empty; run preprocess again".formatted(uri));
      }
      return fields.manifest(uri);
    } catch (NoSuchFileException e) {
      throw UserException.badParameter(
          "%s has no %s: it is not a directory of tensors, or preprocess did not finish; run preprocess first"
              .formatted(directory, NAME));
    } catch (JsonParseException e) {
      throw UserException.failed(
          "%s is not a manifest in JSON: %s; run preprocess again".formatted(uri, Json.problem(e)),
          e);
    }
  }

  private record Fields(
      int version,
      String catalog_uri,
      String dtype,
      List<Integer> shape,
      List<ShardFields> shards) {

    TensorManifest manifest(StorageUri uri) {
      if (version != VERSION) {
        throw UserException.failed(
            "%s is of version %d; this release reads version %d: run preprocess again"
                .formatted(uri, version, VERSION));
      }
      if (dtype == null
          || shape == null
          || shape.size() != TensorSpec.CHANNELS
          || shape.contains(null)
          || shape.get(2) != TensorSpec.CHANNELS
          || shards == null
          || !shards.stream().allMatch(ShardFields::isValid)) {
        throw UserException.failed(
            "%s says no dtype, no shape of three sides or no shards with image_count, bytes and crc32c; run preprocess again"
                .formatted(uri));
      }
      return new TensorManifest(
          catalog_uri == null ? "" : catalog_uri,
          new TensorSpec(TensorType.parse(dtype), shape.get(0), shape.get(1)),
          shards.stream().map(ShardFields::shard).toList());
    }
  }

  private record ShardFields(int image_count, long bytes, String crc32c) {

    static ShardFields of(TensorShard shard) {
      Checksum checksum = shard.checksum();
      return new ShardFields(
          shard.imageCount(), checksum.size(), HEX.toHexDigits(checksum.crc32c()));
    }

    static boolean isValid(ShardFields fields) {
      return fields != null
          && fields.image_count >= 0
          && fields.bytes >= 0
          && fields.crc32c != null
          && CRC32C.matcher(fields.crc32c).matches();
    }

    TensorShard shard() {
      return new TensorShard(image_count, new Checksum(bytes, HexFormat.fromHexDigits(crc32c)));
    }
  }
}
