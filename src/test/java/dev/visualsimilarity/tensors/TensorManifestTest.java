package dev.visualsimilarity.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorManifestTest {

  @TempDir private Path folder;

  private final LocalStorage storage = new LocalStorage();

  @Test
  void comesBackAsItWasWritten() throws IOException {
    TensorManifest manifest =
        new TensorManifest(
            "gs://b/c.csv",
            new TensorSpec(TensorType.UINT8, 160, 224),
            List.of(shard(3, 1L << 40, 0x00ab01cd), shard(0, 0, 0), shard(2, 215_100, 0xffffffff)));
    manifest.write(storage, StorageUri.local(folder));
    assertThat(TensorManifest.read(storage, StorageUri.local(folder))).isEqualTo(manifest);
    assertThat(manifest.imageCount()).isEqualTo(5);
    assertThat(manifest.shardCount()).isEqualTo(3);
    assertThat(folder.resolve("manifest.json"))
        .content()
        .contains(
            "\"version\": 2",
            "\"dtype\": \"uint8\"",
            "\"image_count\": 5",
            "\"bytes\": 1099511627776",
            "\"crc32c\": \"00ab01cd\"");
    assertThat(manifest.checksum(2)).isEqualTo(new Checksum(215_100, 0xffffffff));
  }

  @Test
  void namesShardsAsTensorFlowDoes() {
    assertThat(TensorManifest.shard(new StorageUri("b", "t"), 2, 7))
        .hasToString("gs://b/t/tensors-00002-of-00007.tfrecord");
  }

  @Test
  void saysWhatADirectoryWithoutAManifestIs() {
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no manifest.json")
        .hasMessageContaining("run preprocess first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\": 1}|is of version 1; this release reads version 2",
        "{\"version\": 2}|says no dtype",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, 4], \"shards\": []}|says no dtype",
        "{\"version\": |is not a manifest in JSON",
        "''|is empty; run preprocess again",
        "null|is empty; run preprocess again",
        "[]|is not a manifest in JSON: Expected BEGIN_OBJECT but was BEGIN_ARRAY",
        "{}|is of version 0; this release reads version 2",
        "{\"version\": null}|is not a manifest in JSON: null is not allowed",
        "{\"version\": \"x\"}|is not a manifest in JSON",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, 3]}|no shards",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, 3], \"shards\": [null]}|no shards with image_count, bytes and crc32c",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, 3], \"shards\": [{\"image_count\": -1, \"bytes\": 1, \"crc32c\": \"00000000\"}]}|no shards",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, 3], \"shards\": [{\"image_count\": 1, \"bytes\": -1, \"crc32c\": \"00000000\"}]}|no shards",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, 3], \"shards\": [{\"image_count\": 1, \"bytes\": 1}]}|no shards",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, 3], \"shards\": [{\"image_count\": 1, \"bytes\": 1, \"crc32c\": \"7\"}]}|no shards",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, null, 3], \"shards\": []}|no shape",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": [1, 2, null], \"shards\": []}|no shape",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": null, \"shards\": []}|no shape",
        "{\"version\": 2, \"dtype\": \"float32\", \"shape\": {}, \"shards\": []}|is not a manifest in JSON",
        "{\"version\": 2, \"dtype\": \"half\", \"shape\": [1, 2, 3], \"shards\": []}|tensor type 'half' is unknown",
      })
  void refusesAManifestOfAnotherFormat(String json, String message) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), json);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1)
        .doesNotContain("Exception");
  }

  @Test
  void refusesASizeThatIsOutOfRange() {
    for (int side : new int[] {0, -1, 4097}) {
      assertThatThrownBy(() -> new TensorSpec(TensorType.FLOAT32, 1, side))
          .isInstanceOf(UserException.class)
          .hasMessage("image width %d is out of range; allowed are 1 to 4096", side);
    }
  }

  private static TensorShard shard(int images, long bytes, int crc32c) {
    return new TensorShard(images, new Checksum(bytes, crc32c));
  }

  private TensorManifest read() throws IOException {
    return TensorManifest.read(storage, StorageUri.local(folder));
  }
}
