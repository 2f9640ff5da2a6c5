package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenImagesTest {

  private static final ImageDecoder DECODER =
      new ImageDecoder(new DecodeOptions(new TensorSpec(TensorType.FLOAT32, 32, 32), false), 1);

  @AfterAll
  static void closeTheDecoder() {
    DECODER.close();
  }

  @Test
  void anEmptyFile() {
    assertThat(reason(new byte[0])).isEqualTo(RejectReason.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE html><html>", "BMW is a maker of cars", "x", "%PDF-1.7"})
  void aFileOfSomethingElse(String content) {
    assertThat(reason(content.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(RejectReason.NOT_AN_IMAGE);
  }

  @ParameterizedTest
  @CsvSource({"....ftypheic,HEIC", "....ftypavif,AVIF", "<svg xmlns=,SVG", "8BPS....,Photoshop"})
  void aFormatThatIsNotDecodedIsNamed(String content, String name) {
    BadImageException e = failure(content.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(e.reason()).isEqualTo(RejectReason.UNSUPPORTED_FORMAT);
    assertThat(e).hasMessage("a %s image; JPEG, PNG, GIF, BMP and WebP are decoded", name);
  }

  @ParameterizedTest
  @CsvSource({
    "jpg,1", "jpg,3", "jpg,10", "jpg,50", "jpg,90", "png,1", "png,10", "png,60", "gif,1", "gif,10",
    "gif,60", "bmp,1", "bmp,10", "bmp,60"
  })
  void aFileThatIsCutOff(String format, int percent) {
    byte[] file = TestImages.file(64, 48, format);
    // A header of 12 bytes at least: shorter ones cannot be told from other files.
    byte[] cut = Arrays.copyOf(file, Math.max(12, file.length * percent / 100));
    assertThat(reason(cut)).isEqualTo(RejectReason.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void aFileWhoseContentIsDamaged(String format) {
    byte[] file = TestImages.file(64, 48, format);
    byte[] noise = new byte[file.length / 2];
    new Random(7).nextBytes(noise);
    int start = format.equals("jpg") ? 22 : 45;
    System.arraycopy(noise, 0, file, start, noise.length);
    assertThat(reason(file)).isEqualTo(RejectReason.CORRUPT);
  }

  @Test
  void aDecompressionBombIsRefusedByItsHeader() {
    byte[] png = TestImages.file(8, 8, "png");
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    BadImageException e = failure(png);
    assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(e)
        .hasMessage("60000 x 60000, in all 3600000000 pixels; at most 67108864 are decoded");
  }

  @Test
  void anAnimationOfTooManyFramesIsRefused() {
    byte[] start = {'G', 'I', 'F', '8', '9', 'a', 10, 0, 10, 0, 0, 0, 0};
    byte[] frame = {0x2c, 0, 0, 0, 0, (byte) 0xe8, 3, (byte) 0xe8, 3, 0, 8, 1, 0, 0};
    ByteBuffer gif = ByteBuffer.allocate(start.length + 2000 * frame.length + 1).put(start);
    for (int i = 0; i < 2000; i++) {
      gif.put(frame);
    }
    BadImageException e = failure(gif.put((byte) 0x3b).array());
    assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(e).hasMessageStartingWith("1000 x 1000, in all 126000000 pixels");
  }

  @Test
  void anImageWithoutPixels() {
    byte[] png = TestImages.file(8, 8, "png");
    ByteBuffer.wrap(png).putInt(16, 0);
    assertThat(reason(png)).isEqualTo(RejectReason.CORRUPT);
  }

  @ParameterizedTest
  @CsvSource({"28,2", "28,64", "30,4", "30,5", "30,-1"})
  void aBmpOfAnUnknownKindIsRefused(int offset, short value) {
    byte[] bmp = TestImages.file(8, 8, "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putShort(offset, value);
    assertThat(reason(bmp)).isEqualTo(RejectReason.UNSUPPORTED_FORMAT);
  }

  private static RejectReason reason(byte[] file) {
    return failure(file).reason();
  }

  private static BadImageException failure(byte[] file) {
    return catchThrowableOfType(BadImageException.class, () -> DECODER.decode(file));
  }
}
