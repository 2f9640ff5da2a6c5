package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebpTest {

  private static final ImageDecoder DECODER =
      new ImageDecoder(new DecodeOptions(new TensorSpec(TensorType.FLOAT32, 20, 30), false), 1);
  private static final BufferedImage PICTURE =
      TestImages.picture(33, 21, BufferedImage.TYPE_3BYTE_BGR);

  @AfterAll
  static void closeTheDecoder() {
    DECODER.close();
  }

  @ParameterizedTest
  @CsvSource({"33,21", "1,1", "1,50", "50,1", "64,48", "2000,3"})
  void aLosslessFileGivesWhatAPngOfThePictureGives(int width, int height) throws Exception {
    BufferedImage picture = TestImages.picture(width, height, BufferedImage.TYPE_3BYTE_BGR);
    assertThat(DECODER.decode(TestWebp.lossless(picture)))
        .isEqualTo(DECODER.decode(TestImages.file(picture, "png")));
  }

  @Test
  void aLossyFileComesNearThePicture() throws Exception {
    BufferedImage picture = new BufferedImage(128, 96, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 96; y++) {
      for (int x = 0; x < 128; x++) {
        picture.setRGB(x, y, new Color(2 * x, 2 * y, x + y).getRGB());
      }
    }
    float[] exact = floats(DECODER.decode(TestImages.file(picture, "png")));
    float[] lossy = floats(DECODER.decode(TestWebp.lossy(picture)));
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      assertThat(Math.abs(exact[i] - lossy[i])).isLessThan(0.06f);
      sum += Math.abs(exact[i] - lossy[i]);
    }
    assertThat(sum / exact.length).isLessThan(0.01).isPositive();
  }

  @Test
  void alphaIsDroppedNotBlended() throws Exception {
    BufferedImage translucent = new BufferedImage(33, 21, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 21; y++) {
      for (int x = 0; x < 33; x++) {
        // libwebp's encoder keeps no colour where nothing is to be seen.
        int alpha = 1 + (x * 7 + y) % 255;
        translucent.setRGB(x, y, (alpha << 24) | (PICTURE.getRGB(x, y) & 0xffffff));
      }
    }
    assertThat(DECODER.decode(TestWebp.lossless(translucent)))
        .isEqualTo(DECODER.decode(TestImages.file(PICTURE, "png")));
  }

  @Test
  void metadataAndAColourProfileChangeNothing() throws Exception {
    byte[] simple = TestWebp.lossless(PICTURE);
    byte[] extended =
        TestWebp.riff(
            TestWebp.canvas(0x2c, 33, 21),
            TestWebp.chunk("ICCP", new byte[131]),
            TestWebp.onlyChunk(simple),
            TestWebp.chunk("EXIF", new byte[9]),
            TestWebp.chunk("XMP ", new byte[10]));
    assertThat(DECODER.decode(extended)).isEqualTo(DECODER.decode(simple));
  }

  @Test
  void ofAnAnimationTheFirstFrameIsTaken() throws Exception {
    byte[] first = TestWebp.lossless(PICTURE);
    byte[] second = TestWebp.lossy(TestImages.picture(40, 40, BufferedImage.TYPE_3BYTE_BGR));
    byte[] animation =
        TestWebp.riff(
            TestWebp.canvas(2, 40, 40),
            TestWebp.chunk("ANIM", new byte[6]),
            TestWebp.frame(4, 6, 33, 21, TestWebp.onlyChunk(first)),
            TestWebp.frame(0, 0, 40, 40, TestWebp.onlyChunk(second)));
    assertThat(DECODER.decode(animation)).isEqualTo(DECODER.decode(first));
  }

  @Test
  void filesOfOtherFormatsMayBeInTheSameBatch() throws Exception {
    byte[] png = TestImages.file(PICTURE, "png");
    byte[] webp = TestWebp.lossless(PICTURE);
    byte[] cut = Arrays.copyOf(webp, webp.length / 2);
    List<Decoding> batch =
        DECODER.decode(List.of(webp, png, cut, TestImages.file(9, 9, "jpg"), webp));
    assertThat(batch.get(0).tensor()).isEqualTo(batch.get(1).tensor());
    assertThat(batch.get(4).tensor()).isEqualTo(batch.get(1).tensor());
    assertThat(batch.get(3).tensor()).hasSize(DECODER.spec().bytes());
    assertThat(catchThrowableOfType(BadImageException.class, batch.get(2)::tensor))
        .hasMessageMatching("the file ends, after \\d+ bytes, before its WebP image does");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 30, 60, 90, 99})
  void aFileThatIsCutOffIsTruncated(int percent) {
    for (byte[] file : List.of(TestWebp.lossless(PICTURE), TestWebp.lossy(PICTURE))) {
      byte[] cut = Arrays.copyOf(file, Math.max(12, file.length * percent / 100));
      assertThat(failure(cut).reason()).isEqualTo(RejectReason.TRUNCATED);
    }
  }

  @Test
  void damagedDataIsCorrupt() {
    byte[] file = TestWebp.lossless(PICTURE);
    Arrays.fill(file, 26, file.length, (byte) 0x55);
    assertThat(failure(file)).hasMessage("its WebP data cannot be decoded");
    file[20] = 0;
    assertThat(failure(file)).hasMessage("a WebP file without its signature");
    byte[] lossy = TestWebp.lossy(PICTURE);
    lossy[23] = 0;
    assertThat(failure(lossy)).hasMessage("a WebP file without its start code");
  }

  @Test
  void aHeaderOfTooManyPixelsIsRefusedBeforeAnythingIsDecoded() {
    byte[] lossless = TestWebp.lossless(PICTURE);
    ByteBuffer.wrap(lossless).order(ByteOrder.LITTLE_ENDIAN).putInt(21, (1 << 28) - 1);
    byte[] lossy = TestWebp.lossy(PICTURE);
    ByteBuffer.wrap(lossy).order(ByteOrder.LITTLE_ENDIAN).putInt(26, 0x3fff3fff);
    assertThat(failure(lossless).reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(failure(lossless)).hasMessageStartingWith("16384 x 16384, in all ");
    assertThat(failure(lossy)).hasMessageStartingWith("16383 x 16383, in all ");
    byte[] framed =
        TestWebp.riff(
            TestWebp.canvas(2, 33, 21), TestWebp.frame(0, 0, 33, 21, TestWebp.onlyChunk(lossless)));
    assertThat(failure(framed).reason()).isEqualTo(RejectReason.TOO_LARGE);
  }

  @Test
  void aCanvasOfAnySizeIsNeverAllocated() throws Exception {
    byte[] picture = TestWebp.lossless(PICTURE);
    byte[] file = TestWebp.riff(TestWebp.canvas(0, 1 << 24, 1 << 24), TestWebp.onlyChunk(picture));
    assertThat(DECODER.decode(file)).isEqualTo(DECODER.decode(picture));
  }

  private static BadImageException failure(byte[] file) {
    return catchThrowableOfType(BadImageException.class, () -> DECODER.decode(file));
  }

  private static float[] floats(byte[] tensor) {
    float[] floats = new float[tensor.length / Float.BYTES];
    ByteBuffer.wrap(tensor).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
