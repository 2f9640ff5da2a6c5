package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that would cost much memory or time if they were simply decoded. */
class BombsTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int SIDE = 60_000;
  private static final ImageDecoder DECODER =
      new ImageDecoder(new DecodeOptions(new TensorSpec(TensorType.UINT8, 16, 16), true), 1);

  @AfterAll
  static void closeTheDecoder() {
    DECODER.close();
  }

  @Test
  void aPngOfManyPixels() {
    byte[] png = TestImages.file(8, 8, "png");
    ByteBuffer.wrap(png).putInt(16, SIDE).putInt(20, SIDE);
    assertIsTooLarge(png);
  }

  @Test
  void aJpegOfManyPixels() {
    byte[] jpeg = TestImages.file(8, 8, "jpg");
    int frame = indexOf(jpeg, 0xc0, 0);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) SIDE).putShort(frame + 7, (short) SIDE);
    assertIsTooLarge(jpeg);
  }

  @Test
  void aGifOfManyPixels() {
    byte[] gif = TestImages.file(8, 8, "gif");
    ByteBuffer screen = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
    screen.putShort(6, (short) SIDE).putShort(8, (short) SIDE);
    assertIsTooLarge(gif);
  }

  @Test
  void aBmpOfManyPixels() {
    for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_INDEXED}) {
      byte[] bmp = TestImages.file(TestImages.picture(8, 8, type), "bmp");
      ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, SIDE).putInt(22, -SIDE);
      assertIsTooLarge(bmp);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt"})
  void aPngWithManyPackedTextsIsDecodedWithoutThem(String type) throws Exception {
    byte[] png = TestImages.file(8, 8, "png");
    byte[] text = TestFiles.chunk(type, packedText(type));
    byte[][] texts = new byte[1000][];
    Arrays.fill(texts, text);
    byte[] file = TestFiles.withChunks(png, texts);
    // Unpacking them takes 30 seconds and 7 GB.
    assertThat(assertTimeout(SOON, () -> DECODER.decode(file))).isEqualTo(DECODER.decode(png));
  }

  @Test
  void aPngWithAFewPackedTextsIsDecodedAsItIs() throws Exception {
    byte[] png = TestImages.file(8, 8, "png");
    byte[] text = TestFiles.chunk("iTXt", packedText("iTXt"));
    assertThat(DECODER.decode(TestFiles.withChunks(png, text, text)))
        .isEqualTo(DECODER.decode(png));
  }

  @Test
  void aJpegOfManyScansIsRefused() {
    byte[] jpeg =
        TestFiles.progressive(TestImages.picture(64, 64, BufferedImage.TYPE_3BYTE_BGR), "jpg");
    int last = 0;
    for (int scan = 0; scan >= 0; scan = indexOf(jpeg, 0xda, scan + 1)) {
      last = scan;
    }
    byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
    byte[][] parts = new byte[502][];
    Arrays.fill(parts, scan);
    parts[0] = Arrays.copyOf(jpeg, jpeg.length - 2);
    parts[501] = new byte[] {(byte) 0xff, (byte) 0xd9};
    BadImageException e = failure(TestWebp.joined(parts));
    assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(e).hasMessage("a JPEG image of more than 500 scans");
  }

  @Test
  void headersOfScansBehindTheImageOfABaselineJpegDoNotCount() throws Exception {
    byte[] jpeg = TestImages.file(64, 64, "jpg");
    byte[][] parts = new byte[1001][];
    Arrays.fill(parts, new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1});
    parts[0] = jpeg;
    assertThat(DECODER.decode(TestWebp.joined(parts))).isEqualTo(DECODER.decode(jpeg));
  }

  @Test
  void aJpegWithManyLargeSegmentsIsDecoded() throws Exception {
    byte[] jpeg = TestImages.file(64, 64, "jpg");
    byte[] app = TestFiles.withSegment(new byte[2], 0xe5, new byte[65_533]);
    byte[][] parts = new byte[502][];
    Arrays.fill(parts, Arrays.copyOfRange(app, 2, app.length));
    parts[0] = Arrays.copyOf(jpeg, 2);
    parts[501] = Arrays.copyOfRange(jpeg, 2, jpeg.length);
    byte[] file = TestWebp.joined(parts);
    assertThat(assertTimeout(SOON, () -> DECODER.decode(file))).isEqualTo(DECODER.decode(jpeg));
  }

  /** Just below what libpng refuses to unpack. */
  private static byte[] packedText(String type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("Comment".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(type.equals("iTXt") ? new byte[] {0, 1, 0, 0, 0} : new byte[] {0, 0});
    try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
      packed.write(new byte[7_000_000]);
    }
    return out.toByteArray();
  }

  private static void assertIsTooLarge(byte[] file) {
    BadImageException e = assertTimeout(SOON, () -> failure(file));
    assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(e).hasMessageStartingWith("60000 x 60000, in all 36");
  }

  private static int indexOf(byte[] jpeg, int marker, int from) {
    for (int i = from; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    return -1;
  }

  private static BadImageException failure(byte[] file) {
    return catchThrowableOfType(BadImageException.class, () -> DECODER.decode(file));
  }
}
