package dev.visualsimilarity.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
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
            "gs://b/c.csv", new TensorSpec(TensorType.UINT8, 160, 224), List.of(3, 0, 2));
    manifest.write(storage, StorageUri.local(folder));
    assertThat(TensorManifest.read(storage, StorageUri.local(folder))).isEqualTo(manifest);
    assertThat(manifest.imageCount()).isEqualTo(5);
    assertThat(manifest.shardCount()).isEqualTo(3);
    assertThat(folder.resolve("manifest.json"))
        .content()
        .contains("\"version\": 1", "\"dtype\": \"uint8\"", "\"image_count\": 5");
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
        "{\"version\": 2}|is of version 2; this release reads version 1",
        "{\"version\": 1}|says no dtype",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": [1, 2, 4], \"shard_image_counts\": []}|says no dtype",
        "{\"version\": |is not a manifest in JSON",
        "''|is empty; run preprocess again",
        "null|is empty; run preprocess again",
        "[]|is not a manifest in JSON: Expected BEGIN_OBJECT but was BEGIN_ARRAY",
        "{}|is of version 0; this release reads version 1",
        "{\"version\": null}|is not a manifest in JSON: null is not allowed",
        "{\"version\": \"x\"}|is not a manifest in JSON",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": [1, 2, 3]}|no shard_image_counts",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": [1, 2, 3], \"shard_image_counts\": [1, null]}|no shard_image_counts",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": [1, 2, 3], \"shard_image_counts\": [-1]}|no shard_image_counts",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": [1, null, 3], \"shard_image_counts\": []}|no shape",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": [1, 2, null], \"shard_image_counts\": []}|no shape",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": null, \"shard_image_counts\": []}|no shape",
        "{\"version\": 1, \"dtype\": \"float32\", \"shape\": {}, \"shard_image_counts\": []}|is not a manifest in JSON",
        "{\"version\": 1, \"dtype\": \"half\", \"shape\": [1, 2, 3], \"shard_image_counts\": []}|tensor type 'half' is unknown",
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

  private TensorManifest read() throws IOException {
    return TensorManifest.read(storage, StorageUri.local(folder));
  }
}
