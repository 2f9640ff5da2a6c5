package dev.visualsimilarity.preprocess.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.tensors.TensorShard;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ImageDigestsTest {

  @Property(tries = 100)
  void countsDifferentContentsAsASetOfThemDoes(
      @ForAll @Size(max = 200) List<@IntRange(max = 50) Integer> first,
      @ForAll @Size(max = 200) List<@IntRange(max = 50) Integer> second) {
    ImageDigests digests = new ImageDigests();
    digests.addAll(shard(first));
    digests.addAll(shard(second));
    Set<Integer> expected = new HashSet<>(first);
    expected.addAll(second);
    assertThat(digests.size()).isEqualTo(expected.size());
  }

  @Example
  void growsWithWhatIsPutIn() {
    ImageDigests digests = new ImageDigests();
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 1; i <= 20_000; i++) {
      // The low bits, which choose the slot, are those of few numbers.
      many.writeBytes(ByteBuffer.allocate(16).putLong(i % 100).putLong(i).array());
    }
    digests.addAll(shard(many.toByteArray()));
    digests.addAll(shard(many.toByteArray()));
    assertThat(digests.size()).isEqualTo(20_000);
  }

  private static ShardRecord shard(List<Integer> images) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    images.forEach(
        i -> bytes.writeBytes(ImageDigests.digest(ByteBuffer.allocate(4).putInt(i).array())));
    return shard(bytes.toByteArray());
  }

  private static ShardRecord shard(byte[] digests) {
    return new ShardRecord(
        "",
        new TensorShard(digests.length / ImageDigests.BYTES, new Checksum(0, 0)),
        Base64.getEncoder().encodeToString(digests),
        Map.of());
  }
}
