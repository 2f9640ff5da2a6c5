package dev.visualsimilarity.sample.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Turns image files into unit vectors: decoded by TensorFlow, scaled to [0, 1], resized to 224 by
 * 224 (bilinear, half-pixel centres, no antialiasing) and embedded by a SavedModel.
 */
final class Embedder implements AutoCloseable {

  private static final int SIZE = 224;

  private final SavedModelBundle model;
  private final SessionFunction function;
  private final String input;

  Embedder(Path folder) {
    model = SavedModelBundle.load(folder.toString(), "serve");
    function = model.function("serving_default");
    input = function.signature().inputNames().iterator().next();
  }

  /**
   * The vector of one file.
   *
   * @throws org.tensorflow.exceptions.TFInvalidArgumentException if it is no image
   */
  float[] embed(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (EagerSession session = EagerSession.create();
        TString content = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes))) {
      Ops tf = Ops.create(session);
      Operand<TFloat32> pixels = tf.dtypes.cast(decode(tf, content, bytes), TFloat32.class);
      Operand<TFloat32> scaled = tf.math.mul(pixels, tf.constant(1f / 255f));
      Operand<TFloat32> resized =
          tf.image.resizeBilinear(
              tf.expandDims(scaled, tf.constant(0)),
              tf.constant(new int[] {SIZE, SIZE}),
              ResizeBilinear.halfPixelCenters(true));
      try (Result result = function.call(Map.of(input, resized.asTensor()))) {
        TFloat32 vector = (TFloat32) result.get(0);
        float[] values = new float[(int) vector.size()];
        vector.copyTo(DataBuffers.of(values, false, false));
        return unit(values);
      }
    }
  }

  private static Operand<TUint8> decode(Ops tf, TString content, byte[] bytes) {
    boolean jpeg = bytes.length > 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
    Operand<TString> operand = tf.constantOf(content);
    return jpeg
        ? tf.image.decodeJpeg(operand, DecodeJpeg.channels(3L))
        : tf.image.decodeImage(
            operand, TUint8.class, DecodeImage.channels(3L), DecodeImage.expandAnimations(false));
  }

  private static float[] unit(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    float scale = (float) (1 / Math.sqrt(sum));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }

  @Override
  public void close() {
    model.close();
  }
}
