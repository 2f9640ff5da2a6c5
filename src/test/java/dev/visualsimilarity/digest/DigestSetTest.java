package dev.visualsimilarity.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DigestSetTest {

  @Property(tries = 100)
  void tellsNewContentsFromOldOnesAsASetOfThemDoes(
      @ForAll @Size(max = 200) List<@IntRange(max = 50) Integer> contents) {
    DigestSet digests = new DigestSet();
    Set<Integer> expected = new HashSet<>();
    for (int content : contents) {
      byte[] digest = DigestSet.digest(ByteBuffer.allocate(4).putInt(content).array());
      assertThat(digests.add(ByteBuffer.wrap(digest))).isEqualTo(expected.add(content));
    }
    assertThat(digests.size()).isEqualTo(expected.size());
  }

  @Example
  void growsWithWhatIsPutIn() {
    DigestSet digests = new DigestSet();
    ByteBuffer many = ByteBuffer.allocate(20_000 * DigestSet.BYTES);
    for (int i = 1; i <= 20_000; i++) {
      // The low bits, which choose the slot, are those of few numbers.
      many.putLong(i % 100).putLong(i);
    }
    for (int round = 0; round < 2; round++) {
      many.flip();
      while (many.hasRemaining()) {
        assertThat(digests.add(many)).isEqualTo(round == 0);
      }
    }
    assertThat(digests.size()).isEqualTo(20_000);
  }
}
