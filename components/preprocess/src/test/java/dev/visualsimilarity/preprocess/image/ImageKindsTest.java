package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variants that the formats have. */
class ImageKindsTest {

  private static final TensorSpec SPEC = new TensorSpec(TensorType.FLOAT32, 20, 30);
  private static final ImageDecoder DECODER = new ImageDecoder(new DecodeOptions(SPEC, false), 1);
  private static final int APP14 = 0xee;

  @AfterAll
  static void closeTheDecoder() {
    DECODER.close();
  }

  @Test
  void aProgressiveJpegGivesWhatTheBaselineOneGives() throws Exception {
    BufferedImage picture = TestImages.picture(65, 49, BufferedImage.TYPE_BYTE_GRAY);
    byte[] progressive = TestFiles.progressive(picture, "jpg");
    // The same coefficients in another order.
    assertThat(indexOf(progressive, 0xffc2)).isPositive();
    assertThat(floats(DECODER.decode(progressive)))
        .containsExactly(
            Bilinear.resize(ImageIO.read(new ByteArrayInputStream(progressive)), SPEC),
            within(2.01f / 255));
  }

  @Test
  void aGreyJpegHasThreeEqualChannels() throws Exception {
    byte[] grey = TestImages.file(TestImages.picture(65, 49, BufferedImage.TYPE_BYTE_GRAY), "jpg");
    float[] tensor = floats(DECODER.decode(grey));
    for (int i = 0; i < tensor.length; i += 3) {
      assertThat(tensor[i + 1]).isEqualTo(tensor[i]);
      assertThat(tensor[i + 2]).isEqualTo(tensor[i]);
    }
    assertThat(tensor[0]).isNotEqualTo(tensor[tensor.length - 1]);
  }

  @ParameterizedTest
  @CsvSource({
    // Ink: (255 - c) (255 - k) / 255.
    "-1, 200,60,30,100, 33,118,136",
    // Adobe's is inverted: c k / 255.
    "0, 200,60,30,100, 78,23,11",
    // Adobe's with the inks as luminance and colour difference: 200, 60, 30 is R 62, G 294, B 79,
    // of which the inks are the complement.
    "2, 200,60,30,100, 75,0,68",
    "-1, 0,0,0,0, 255,255,255",
    "0, 0,0,0,0, 0,0,0",
    "0, 255,255,255,255, 255,255,255"
  })
  void aJpegOfInksGetsItsColours(
      int adobe, int c, int m, int y, int k, int red, int green, int blue) throws Exception {
    byte[] inks = TestFiles.fourComponents(32, 32, c, m, y, k);
    byte[] file =
        adobe < 0
            ? inks
            : TestFiles.withSegment(
                inks,
                APP14,
                new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) adobe});
    float[] tensor = floats(DECODER.decode(file));
    for (int i = 0; i < tensor.length; i += 3) {
      assertThat(tensor[i] * 255).isCloseTo(red, within(2f));
      assertThat(tensor[i + 1] * 255).isCloseTo(green, within(2f));
      assertThat(tensor[i + 2] * 255).isCloseTo(blue, within(2f));
    }
  }

  @ParameterizedTest
  @CsvSource({"0xc3,8,lossless", "0xc5,8,hierarchical", "0xcb,8,lossless", "0xc1,12,12 bits"})
  void aJpegThatLibjpegDoesNotDecodeIsNamed(String marker, byte bits, String name) {
    byte[] jpeg = TestImages.file(16, 16, "jpg");
    int frame = indexOf(jpeg, 0xffc0);
    jpeg[frame + 1] = Integer.decode(marker).byteValue();
    jpeg[frame + 4] = bits;
    BadImageException e = failure(jpeg);
    assertThat(e.reason()).isEqualTo(RejectReason.UNSUPPORTED_FORMAT);
    assertThat(e).hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({"TYPE_3BYTE_BGR", "TYPE_4BYTE_ABGR", "TYPE_BYTE_GRAY", "TYPE_BYTE_INDEXED"})
  void anInterlacedPngGivesWhatAPlainOneGives(String type) throws Exception {
    BufferedImage picture =
        TestImages.picture(65, 49, BufferedImage.class.getField(type).getInt(null));
    assertThat(DECODER.decode(TestFiles.progressive(picture, "png")))
        .isEqualTo(DECODER.decode(TestImages.file(picture, "png")));
  }

  @Test
  void theAlphaOfAPngIsDroppedNotBlended() throws Exception {
    BufferedImage opaque = TestImages.picture(33, 21, BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage translucent = new BufferedImage(33, 21, BufferedImage.TYPE_4BYTE_ABGR);
    for (int y = 0; y < 21; y++) {
      for (int x = 0; x < 33; x++) {
        translucent.setRGB(x, y, ((x * y % 256) << 24) | (opaque.getRGB(x, y) & 0xffffff));
      }
    }
    assertThat(DECODER.decode(TestImages.file(translucent, "png")))
        .isEqualTo(DECODER.decode(TestImages.file(opaque, "png")));
  }

  @Test
  void aGifFrameSmallerThanTheScreenIsTheImage() throws Exception {
    BufferedImage picture = TestImages.picture(40, 30, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] whole = TestImages.file(picture, "gif");
    byte[] placed = whole.clone();
    ByteBuffer gif = ByteBuffer.wrap(placed).order(ByteOrder.LITTLE_ENDIAN);
    gif.putShort(6, (short) 100).putShort(8, (short) 90);
    assertThat(DECODER.decode(placed)).isEqualTo(DECODER.decode(whole));
    int frame = frameOf(whole);
    gif.putShort(frame + 1, (short) 25).putShort(frame + 3, (short) 60);
    assertThat(DECODER.decode(placed)).isEqualTo(DECODER.decode(whole));
  }

  @Test
  void aSmallGifFrameBeforeALargeOneStaysInItsPlace() throws Exception {
    BufferedImage small = TestImages.picture(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
    BufferedImage large = TestImages.picture(30, 20, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] animation = AnimatedGif.of(List.of(small, large));
    int frame = frameOf(animation);
    ByteBuffer.wrap(animation).order(ByteOrder.LITTLE_ENDIAN).putShort(frame + 1, (short) 10);
    float[] tensor = floats(DECODER.decode(animation));
    assertThat(tensor[0]).isZero();
    assertThat(tensor[(5 * 30 + 15) * 3]).isPositive();
    assertThat(tensor[(15 * 30 + 15) * 3]).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "TYPE_BYTE_INDEXED,BI_RGB", "TYPE_BYTE_BINARY,BI_RGB", "TYPE_USHORT_565_RGB,BI_BITFIELDS",
    "TYPE_USHORT_555_RGB,BI_RGB", "TYPE_BYTE_INDEXED,BI_RLE8", "TYPE_INT_RGB,BI_RGB"
  })
  void everyKindOfBmpGivesWhatAPngOfItsPixelsGives(String type, String compression)
      throws Exception {
    BufferedImage picture =
        TestImages.picture(37, 21, BufferedImage.class.getField(type).getInt(null));
    byte[] bmp = TestFiles.bmp(picture, compression);
    BufferedImage rgb = new BufferedImage(37, 21, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 21; y++) {
      for (int x = 0; x < 37; x++) {
        rgb.setRGB(x, y, picture.getRGB(x, y));
      }
    }
    assertThat(DECODER.decode(bmp)).isEqualTo(DECODER.decode(TestImages.file(rgb, "png")));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,300", "300,1", "5000,2", "2,5000", "31,7"})
  void anyShapeIsResized(int width, int height) throws Exception {
    BufferedImage picture = TestImages.picture(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] png = TestImages.file(picture, "png");
    // TensorFlow computes the centres in float32, which is the coarser the farther out they are.
    float tolerance = 2e-5f + 2e-7f * Math.max(width, height);
    assertThat(floats(DECODER.decode(png)))
        .containsExactly(Bilinear.resize(picture, SPEC), within(tolerance));
    assertThat(DECODER.decode(TestImages.file(picture, "bmp"))).isEqualTo(DECODER.decode(png));
    assertThat(DECODER.decode(TestImages.file(picture, "jpg"))).hasSize(SPEC.bytes());
  }

  private static int indexOf(byte[] bytes, int u16) {
    for (int i = 0; i < bytes.length - 1; i++) {
      if ((Byte.toUnsignedInt(bytes[i]) << 8 | Byte.toUnsignedInt(bytes[i + 1])) == u16) {
        return i;
      }
    }
    return -1;
  }

  /** Where the first frame of a GIF of ImageIO's begins: behind the extensions. */
  private static int frameOf(byte[] gif) {
    int offset = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
    while (gif[offset] == 0x21) {
      for (offset += 2; gif[offset] != 0; offset += 1 + Byte.toUnsignedInt(gif[offset])) {
        // On to the next block.
      }
      offset++;
    }
    return offset;
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
