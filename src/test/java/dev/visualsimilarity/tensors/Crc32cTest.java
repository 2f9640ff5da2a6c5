package dev.visualsimilarity.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Crc32cTest {

  @Example
  void givesTheCheckValueOfTheCatalogueOfSums() {
    assertThat(Crc32c.of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283);
  }

  @Property
  void theSumOfTwoPartsIsThatOfTheWhole(
      @ForAll @Size(max = 300) byte[] whole, @ForAll @IntRange(max = 300) int at) {
    int cut = Math.min(at, whole.length);
    ByteBuffer first = ByteBuffer.wrap(whole, 0, cut);
    ByteBuffer second = ByteBuffer.wrap(whole, cut, whole.length - cut);
    assertThat(Crc32c.combine(Crc32c.of(first), Crc32c.of(second), second.remaining()))
        .isEqualTo(Crc32c.of(whole));
    assertThat(second.remaining()).isEqualTo(whole.length - cut);
  }

  @Example
  void aSecondPartMayBeLongerThanAnArray() {
    byte[] zeros = new byte[1 << 20];
    CRC32C expected = new CRC32C();
    expected.update('a');
    CRC32C second = new CRC32C();
    for (int i = 0; i < 5000; i++) {
      expected.update(zeros);
      second.update(zeros);
    }
    int combined =
        Crc32c.combine(Crc32c.of(new byte[] {'a'}), (int) second.getValue(), 5000L << 20);
    assertThat(combined).isEqualTo((int) expected.getValue());
  }
}
