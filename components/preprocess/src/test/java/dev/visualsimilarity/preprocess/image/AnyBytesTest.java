package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.format.ImageFormat;
import dev.visualsimilarity.preprocess.format.ImageHeader;
import dev.visualsimilarity.preprocess.format.Orientation;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes there are, they give a tensor or a reason for the ledger. */
class AnyBytesTest {

  private static final int TRIES = 400;
  private static final List<String> BEGINNINGS =
      List.of(
          "\u00ff\u00d8\u00ff",
          "\u00ff\u00d8\u00ff\u00e1\0\100Exif\0\0II*\0",
          "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\7\0\0\0\7",
          "GIF89a\7\0\7\0",
          "BM\0\0\0\0\0\0\0\0\66\0\0\0\50\0\0\0\7\0\0\0\7\0\0\0",
          "RIFF\100\0\0\0WEBPVP8L\60\0\0\0/\7\7\0\0",
          "RIFF\100\0\0\0WEBPVP8 \60\0\0\0\20\0\0\u009d\1*\7\0\7\0",
          "RIFF\100\0\0\0WEBPVP8X\n\0\0\0");
  private static ImageDecoder decoder;

  @BeforeContainer
  static void openTheDecoder() {
    decoder = new ImageDecoder(new DecodeOptions(new TensorSpec(TensorType.UINT8, 9, 7), true), 1);
  }

  @AfterContainer
  static void closeTheDecoder() {
    decoder.close();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void bytesBehindTheBeginningOfAFormat(
      @ForAll @IntRange(max = 7) int beginning, @ForAll @Size(max = 200) byte[] bytes) {
    String magic = BEGINNINGS.get(beginning);
    decode(TestWebp.joined(magic.getBytes(StandardCharsets.ISO_8859_1), bytes));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void anyBytes(@ForAll byte[] bytes) {
    decode(bytes);
    for (ImageFormat format : ImageFormat.values()) {
      assertThat(Orientation.of(format, bytes)).isNotNull();
    }
  }

  @Property(tries = 5 * TRIES, shrinking = ShrinkingMode.OFF)
  void filesOfWhichSomeBytesWereChanged(
      @ForAll @IntRange(max = 14) int file,
      @ForAll @IntRange(min = 1, max = 20) int changes,
      @ForAll long seed) {
    byte[] damaged = Files.ALL.get(file).clone();
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    decode(damaged);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void filesOfWhichPartsAreMissingOrTwice(@ForAll @IntRange(max = 14) int file, @ForAll long seed) {
    byte[] whole = Files.ALL.get(file);
    Random random = new Random(seed);
    int end = random.nextInt(whole.length);
    int begin = random.nextInt(whole.length);
    decode(
        TestWebp.joined(Arrays.copyOf(whole, end), Arrays.copyOfRange(whole, begin, whole.length)));
  }

  private static void decode(byte[] file) {
    try {
      assertThat(decoder.decode(file)).hasSize(decoder.spec().bytes());
      ImageHeader header = ImageHeader.read(file);
      assertThat((long) header.width() * header.height()).isPositive();
    } catch (BadImageException e) {
      assertThat(e.reason()).isNotNull();
      assertThat(e).message().isNotBlank();
    }
  }

  /** One file of each kind. */
  private static final class Files {

    static final List<byte[]> ALL = all();

    private static List<byte[]> all() {
      BufferedImage rgb = TestImages.picture(24, 18, BufferedImage.TYPE_3BYTE_BGR);
      BufferedImage indexed = TestImages.picture(24, 18, BufferedImage.TYPE_BYTE_INDEXED);
      BufferedImage high = TestImages.picture(24, 18, BufferedImage.TYPE_USHORT_565_RGB);
      byte[] tiff = TestFiles.tiff(ByteOrder.LITTLE_ENDIAN, 6);
      byte[] jpeg = TestImages.file(rgb, "jpg");
      byte[] webp = TestWebp.lossless(rgb);
      return List.of(
          jpeg,
          TestFiles.withSegment(jpeg, 0xe1, TestFiles.exif(tiff)),
          TestFiles.progressive(rgb, "jpg"),
          TestFiles.fourComponents(24, 18, 1, 2, 3, 4),
          TestImages.file(rgb, "png"),
          TestImages.file(indexed, "png"),
          TestFiles.progressive(rgb, "png"),
          TestFiles.withChunks(TestImages.file(rgb, "png"), TestFiles.chunk("eXIf", tiff)),
          TestImages.file(indexed, "gif"),
          TestImages.file(rgb, "bmp"),
          TestFiles.bmp(indexed, "BI_RLE8"),
          TestFiles.bmp(high, "BI_BITFIELDS"),
          webp,
          TestWebp.lossy(rgb),
          TestWebp.riff(
              TestWebp.canvas(8, 24, 18), TestWebp.onlyChunk(webp), TestWebp.chunk("EXIF", tiff)));
    }
  }
}
