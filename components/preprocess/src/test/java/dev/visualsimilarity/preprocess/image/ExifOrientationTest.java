package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {

  private static final int TALL = 23;
  private static final int WIDE = 40;
  private static final BufferedImage UPRIGHT =
      TestImages.picture(WIDE, TALL, BufferedImage.TYPE_3BYTE_BGR);
  private static final int APP1 = 0xe1;

  private static final TensorSpec SPEC = new TensorSpec(TensorType.FLOAT32, 12, 17);
  private static final ImageDecoder TURNING = new ImageDecoder(new DecodeOptions(SPEC, true), 1);
  private static final ImageDecoder PLAIN = new ImageDecoder(new DecodeOptions(SPEC, false), 1);

  @AfterAll
  static void closeTheDecoders() {
    TURNING.close();
    PLAIN.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anImageStoredInAnyOrientationComesOutAsTheUprightOne(int orientation) throws Exception {
    BufferedImage stored = TestFiles.stored(UPRIGHT, orientation);
    byte[] expected = PLAIN.decode(TestImages.file(UPRIGHT, "png"));
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      byte[] tiff = TestFiles.tiff(order, orientation);
      assertThat(TURNING.decode(png(stored, tiff))).as("PNG").isEqualTo(expected);
      byte[] picture = TestWebp.onlyChunk(TestWebp.lossless(stored));
      byte[] canvas = TestWebp.canvas(8, stored.getWidth(), stored.getHeight());
      byte[] webp = TestWebp.riff(canvas, picture, TestWebp.chunk("EXIF", tiff));
      assertThat(TURNING.decode(webp)).as("WebP").isEqualTo(expected);
      byte[] named = TestWebp.chunk("EXIF", TestFiles.exif(tiff));
      assertThat(TURNING.decode(TestWebp.riff(canvas, picture, named))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void aJpegIsTurnedAfterDecodingAndBeforeResizing(int orientation) throws Exception {
    // Blocks of one grey are coded alike wherever they lie.
    BufferedImage upright = new BufferedImage(64, 32, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 64; x++) {
        upright.setRGB(x, y, 0x010101 * (40 + 50 * (x / 16) + 25 * (y / 16)));
      }
    }
    byte[] jpeg = TestImages.file(TestFiles.stored(upright, orientation), "jpg");
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      byte[] exif = TestFiles.exif(TestFiles.tiff(order, orientation));
      byte[] file = TestFiles.withSegment(jpeg, APP1, exif);
      assertThat(TURNING.decode(file)).isEqualTo(PLAIN.decode(TestImages.file(upright, "jpg")));
      assertThat(PLAIN.decode(file)).as("the flag is off").isEqualTo(PLAIN.decode(jpeg));
    }
  }

  @Test
  void imagesOfOneBatchAreTurnedEachInItsOwnWay() throws Exception {
    List<byte[]> files = new ArrayList<>();
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] tiff = TestFiles.tiff(ByteOrder.BIG_ENDIAN, orientation);
      files.add(png(TestFiles.stored(UPRIGHT, orientation), tiff));
      files.add(TestImages.file(WIDE, TALL, "png"));
    }
    byte[] expected = PLAIN.decode(TestImages.file(UPRIGHT, "png"));
    for (Decoding decoding : TURNING.decode(files)) {
      assertThat(decoding.tensor()).isEqualTo(expected);
    }
  }

  @Test
  void brokenOrOtherExifLeavesAnImageAsItIsStored() throws Exception {
    byte[] good = TestFiles.tiff(ByteOrder.BIG_ENDIAN, 6);
    List<byte[]> broken = new ArrayList<>();
    for (int length = 0; length < 32; length++) {
      broken.add(Arrays.copyOf(good, length));
    }
    broken.add(TestFiles.tiff(ByteOrder.BIG_ENDIAN, 0));
    broken.add(TestFiles.tiff(ByteOrder.BIG_ENDIAN, 9));
    broken.add(changed(good, 4, -1));
    broken.add(changed(good, 4, Integer.MAX_VALUE));
    broken.add(changed(good, 0, 0x4a4a002a));
    for (byte[] tiff : broken) {
      byte[] stored = TestImages.file(UPRIGHT, "png");
      assertThat(TURNING.decode(png(UPRIGHT, tiff))).isEqualTo(PLAIN.decode(stored));
      byte[] jpeg = TestImages.file(UPRIGHT, "jpg");
      byte[] file = TestFiles.withSegment(jpeg, APP1, TestFiles.exif(tiff));
      assertThat(TURNING.decode(file)).isEqualTo(PLAIN.decode(jpeg));
    }
  }

  @Test
  void filesThatTurnNothingGiveTheSameBitsWithTheFlagAndWithoutIt() throws Exception {
    for (String format : List.of("jpg", "png", "gif", "bmp")) {
      byte[] file = TestImages.file(UPRIGHT, format);
      assertThat(TURNING.decode(file)).isEqualTo(PLAIN.decode(file));
    }
  }

  private static byte[] png(BufferedImage image, byte[] tiff) {
    return TestFiles.withChunks(TestImages.file(image, "png"), TestFiles.chunk("eXIf", tiff));
  }

  private static byte[] changed(byte[] tiff, int offset, int value) {
    byte[] changed = tiff.clone();
    ByteBuffer.wrap(changed).putInt(offset, value);
    return changed;
  }
}
