package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShard;
import dev.visualsimilarity.tensors.TensorShardWriter;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A directory of tensors of images of one colour each. */
final class TensorFolder {

  static final TensorSpec SPEC = new TensorSpec(TensorType.UINT8, 8, 6);

  private final Storage storage = new LocalStorage();
  private final StorageUri uri;

  TensorFolder(Path folder) {
    this.uri = StorageUri.local(folder);
  }

  StorageUri uri() {
    return uri;
  }

  Path shard(int shard, int shardCount) {
    return TensorManifest.shard(uri, shard, shardCount).toPath();
  }

  void writeShard(int shard, int shardCount, List<TensorRecord> records) throws IOException {
    try (TensorShardWriter writer =
        TensorShardWriter.begin(storage, TensorManifest.shard(uri, shard, shardCount))) {
      for (TensorRecord record : records) {
        writer.write(record);
      }
      writer.commit();
    }
  }

  /** Describes the shards as they are, with these numbers of images. */
  void writeManifest(int... imageCounts) throws IOException {
    List<TensorShard> shards = new ArrayList<>();
    for (int k = 0; k < imageCounts.length; k++) {
      byte[] shard = Files.readAllBytes(shard(k, imageCounts.length));
      shards.add(new TensorShard(imageCounts[k], Checksum.of(shard)));
    }
    new TensorManifest("catalog.csv", SPEC, shards).write(storage, uri);
  }

  static TensorRecord record(String id, int intensity) {
    byte[] tensor = new byte[SPEC.bytes()];
    Arrays.fill(tensor, (byte) intensity);
    Attributes attributes =
        new Attributes(
            List.of(new Restrict("colour", List.of("red"), List.of())),
            List.of(),
            Optional.of(Integer.toString(intensity)));
    return new TensorRecord(id, ByteBuffer.wrap(tensor), attributes);
  }
}
