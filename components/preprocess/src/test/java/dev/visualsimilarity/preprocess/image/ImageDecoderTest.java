package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

class ImageDecoderTest {

  private static final TensorSpec FLOATS = new TensorSpec(TensorType.FLOAT32, 20, 30);

  @ParameterizedTest
  @CsvSource({
    "png,TYPE_3BYTE_BGR,64,48", "png,TYPE_INT_ARGB,64,48", "png,TYPE_BYTE_GRAY,64,48",
    "png,TYPE_USHORT_GRAY,64,48", "png,TYPE_BYTE_INDEXED,64,48", "png,TYPE_3BYTE_BGR,7,5",
    "png,TYPE_3BYTE_BGR,1,1", "bmp,TYPE_3BYTE_BGR,63,48", "bmp,TYPE_BYTE_GRAY,63,48",
    "gif,TYPE_BYTE_INDEXED,64,48", "png,TYPE_3BYTE_BGR,30,20",
  })
  void decodesLosslessFormatsToWhatTheJdkDecodes(String format, String type, int width, int height)
      throws Exception {
    BufferedImage picture = TestImages.picture(width, height, type(type));
    byte[] file = TestImages.file(picture, format);
    float[] expected = Bilinear.resize(ImageIO.read(new ByteArrayInputStream(file)), FLOATS);
    try (ImageDecoder decoder = decoder(FLOATS, 1)) {
      // TensorFlow computes the centres in float32. The JDK and libpng round a 16-bit sample to 8
      // bits differently.
      float tolerance = type.equals("TYPE_USHORT_GRAY") ? 1.01f / 255 : 2e-5f;
      assertThat(floats(decoder.decode(file))).containsExactly(expected, within(tolerance));
    }
  }

  @Test
  void decodesJpegExactlyAsTensorFlowDoesWithItsDefaultDct() throws Exception {
    byte[] file = TestImages.file(noise(), "jpg");
    try (ImageDecoder decoder = decoder(FLOATS, 1)) {
      float[] decoded = floats(decoder.decode(file));
      assertThat(decoded).containsExactly(decodedByTensorFlow(file));
      float[] accurate = decodedByTensorFlow(file, DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
      assertThat(greatestDifference(decoded, accurate)).isGreaterThan(1f / 255);
    }
  }

  @Test
  void decodesJpegAsNearTheJdkAsTwoDecodersAre() throws Exception {
    byte[] file = TestImages.file(smooth(), "jpg");
    float[] expected = Bilinear.resize(ImageIO.read(new ByteArrayInputStream(file)), FLOATS);
    try (ImageDecoder decoder = decoder(FLOATS, 1)) {
      assertThat(floats(decoder.decode(file))).containsExactly(expected, within(0.03f));
    }
  }

  @Test
  void roundsToUint8() throws Exception {
    byte[] file = TestImages.file(64, 48, "png");
    TensorSpec spec = new TensorSpec(TensorType.UINT8, 20, 30);
    try (ImageDecoder floats = decoder(FLOATS, 1);
        ImageDecoder bytes = decoder(spec, 1)) {
      float[] exact = floats(floats.decode(file));
      byte[] rounded = bytes.decode(file);
      assertThat(rounded).hasSameSizeAs(exact);
      for (int i = 0; i < exact.length; i++) {
        assertThat(Byte.toUnsignedInt(rounded[i])).isEqualTo((int) Math.rint(exact[i] * 255f));
      }
    }
  }

  @Test
  void aBatchGivesWhatSingleImagesGiveWhateverIsBetweenThem() throws Exception {
    List<byte[]> files =
        List.of(
            TestImages.file(64, 48, "jpg"),
            TestImages.file(40, 48, "png"),
            new byte[] {1, 2, 3},
            TestImages.file(33, 21, "jpg"),
            cut(TestImages.file(50, 50, "jpg"), 500),
            TestImages.file(64, 48, "bmp"),
            TestImages.file(64, 48, "gif"));
    try (ImageDecoder decoder = decoder(FLOATS, 2)) {
      List<Decoding> batch = decoder.decode(files);
      List<Integer> failed = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        try {
          assertThat(batch.get(i).tensor()).isEqualTo(decoder.decode(files.get(i)));
        } catch (BadImageException e) {
          failed.add(i);
        }
      }
      assertThat(failed).containsExactly(2, 4);
    }
  }

  @Test
  void takesTheFirstFrameOfAnAnimation() throws Exception {
    BufferedImage first = TestImages.picture(40, 30, BufferedImage.TYPE_BYTE_INDEXED);
    BufferedImage second = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_INDEXED);
    try (ImageDecoder decoder = decoder(FLOATS, 1)) {
      byte[] animation = AnimatedGif.of(List.of(first, second));
      assertThat(floats(decoder.decode(animation)))
          .containsExactly(
              Bilinear.resize(ImageIO.read(new ByteArrayInputStream(animation)), FLOATS),
              within(2e-5f));
    }
  }

  @Test
  void decodesABmpWhoseRowsComeFromTopToBottom() throws Exception {
    byte[] bottomUp = TestImages.file(1, 2, "bmp");
    byte[] topDown = bottomUp.clone();
    ByteBuffer.wrap(topDown).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -2);
    int data = ByteBuffer.wrap(bottomUp).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
    System.arraycopy(bottomUp, data, topDown, data + 4, 4);
    System.arraycopy(bottomUp, data + 4, topDown, data, 4);
    try (ImageDecoder decoder = decoder(FLOATS, 1)) {
      assertThat(decoder.decode(topDown)).isEqualTo(decoder.decode(bottomUp));
    }
  }

  /** The numerical contract, run by TensorFlow operation by operation. */
  private static float[] decodedByTensorFlow(byte[] file, DecodeJpeg.Options... options) {
    DecodeJpeg.Options[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = DecodeJpeg.channels(3L);
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      NdArray<byte[]> contents = NdArrays.scalarOfObject(file);
      Operand<TUint8> pixels =
          tf.image.decodeJpeg(tf.constantOf(TString.tensorOfBytes(contents)), all);
      Operand<TFloat32> intensities =
          tf.math.mul(tf.dtypes.cast(pixels, TFloat32.class), tf.constant(1f / 255f));
      TFloat32 resized =
          tf.image
              .resizeBilinear(
                  tf.expandDims(intensities, tf.constant(0)),
                  tf.constant(new int[] {FLOATS.height(), FLOATS.width()}),
                  ResizeBilinear.halfPixelCenters(true))
              .asTensor();
      float[] floats = new float[FLOATS.elements()];
      resized.asRawTensor().data().asFloats().read(floats);
      return floats;
    }
  }

  private static float greatestDifference(float[] a, float[] b) {
    float greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
    }
    return greatest;
  }

  /** Detail at every pixel: where the DCT methods of a JPEG decoder differ. */
  private static BufferedImage noise() {
    Random random = new Random(7);
    BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  private static ImageDecoder decoder(TensorSpec spec, int callers) {
    return new ImageDecoder(new DecodeOptions(spec, false), callers);
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static BufferedImage smooth() {
    BufferedImage image = new BufferedImage(128, 96, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 96; y++) {
      for (int x = 0; x < 128; x++) {
        image.setRGB(x, y, new Color(2 * x, 2 * y, x + y).getRGB());
      }
    }
    return image;
  }

  private static int type(String name) {
    try {
      return BufferedImage.class.getField(name).getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static float[] floats(byte[] tensor) {
    float[] floats = new float[tensor.length / Float.BYTES];
    ByteBuffer.wrap(tensor).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
