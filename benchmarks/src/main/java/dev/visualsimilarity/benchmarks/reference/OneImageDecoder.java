package dev.visualsimilarity.benchmarks.reference;

import dev.visualsimilarity.tensors.TensorSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** Decodes a JPEG file to a batch of one image, with TensorFlow's default threads. */
final class OneImageDecoder implements AutoCloseable {

  private static final float MAX_INTENSITY = 255f;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TString> file;
  private final Operand<TFloat32> image;

  OneImageDecoder(TensorSpec spec) {
    Ops tf = Ops.create(graph);
    file = tf.placeholder(TString.class);
    Operand<TFloat32> pixels =
        tf.dtypes.cast(
            tf.image.decodeJpeg(file, DecodeJpeg.channels((long) TensorSpec.CHANNELS)),
            TFloat32.class);
    image =
        tf.image.resizeBilinear(
            tf.expandDims(tf.math.mul(pixels, tf.constant(1f / MAX_INTENSITY)), tf.constant(0)),
            tf.constant(new int[] {spec.height(), spec.width()}),
            ResizeBilinear.halfPixelCenters(true));
    session = new Session(graph);
  }

  /** The image; the caller closes it. */
  Tensor decode(byte[] bytes) {
    try (TString input = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes))) {
      return session.runner().feed(file, input).fetch(image).run().get(0);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
