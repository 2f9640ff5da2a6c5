package dev.visualsimilarity.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TfRecordTest {

  @Test
  void framesARecordAsTensorFlowDoes() throws IOException {
    byte[] file = file(new byte[] {'a', 'b', 'c'});
    assertThat(HexFormat.of().formatHex(file))
        .startsWith("0300000000000000")
        .contains("616263")
        .hasSize(2 * (12 + 3 + 4));
    assertThat(read(file)).containsExactly('a', 'b', 'c');
  }

  @Test
  void masksTheSumAsTheFormatSays() {
    CRC32C crc = new CRC32C();
    crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
    // The check value of CRC-32C; ((crc >> 15) | (crc << 17)) + 0xa282ead8 was worked out apart.
    assertThat(crc.getValue()).isEqualTo(0xe3069283L);
    assertThat(TfRecord.masked((int) crc.getValue())).isEqualTo(0xc78ab0e5);
  }

  @Property(tries = 200)
  void everyRecordComesBack(@ForAll @Size(max = 3000) byte[] data) throws IOException {
    assertThat(read(file(data))).isEqualTo(data);
  }

  @Property(tries = 300)
  void noDamagedByteGoesUnnoticed(
      @ForAll @Size(min = 1, max = 100) byte[] data,
      @ForAll @IntRange(max = 1_000_000) int place,
      @ForAll @IntRange(max = 7) int bit) {
    byte[] file = file(data);
    file[place % file.length] ^= (byte) (1 << bit);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("byte 0");
  }

  @Property(tries = 100)
  void noCutOffFileGoesUnnoticed(
      @ForAll @Size(max = 100) byte[] data, @ForAll @IntRange(max = 1_000_000) int length) {
    byte[] file = file(data);
    byte[] cut = Arrays.copyOf(file, 1 + length % (file.length - 1));
    assertThatThrownBy(() -> read(cut))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the file ends within it");
  }

  @Test
  void takesNoMemoryForALengthThatCannotBe() {
    byte[] file = TfRecord.header(1L << 40);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("more than 10000");
  }

  private static byte[] file(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    byte[] file = new byte[TfRecord.HEADER_BYTES + data.length + TfRecord.FOOTER_BYTES];
    System.arraycopy(TfRecord.header(data.length), 0, file, 0, TfRecord.HEADER_BYTES);
    System.arraycopy(data, 0, file, TfRecord.HEADER_BYTES, data.length);
    System.arraycopy(
        TfRecord.footer((int) crc.getValue()),
        0,
        file,
        TfRecord.HEADER_BYTES + data.length,
        TfRecord.FOOTER_BYTES);
    return file;
  }

  private static byte[] read(byte[] file) throws IOException {
    try (TfRecordReader reader = new TfRecordReader(new ByteArrayInputStream(file), 10_000)) {
      byte[] data = reader.next().orElseThrow();
      assertThat(reader.next()).isEmpty();
      return data;
    }
  }
}
