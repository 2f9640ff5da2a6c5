package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.preprocess.format.Orientation;
import dev.visualsimilarity.tensors.TensorSpec;
import java.nio.IntBuffer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * How the samples of an image are stored. To the graph it is one vector of numbers an image: height
 * and width as stored, the order of the axes (row, column, channel) that puts it upright, and the
 * steps along the axes then, -1 for those to reverse.
 *
 * @param height as stored
 * @param width as stored
 * @param orientation in which it is stored
 */
record ImageLayout(int height, int width, Orientation orientation) {

  /** The length of the vector. */
  static final int NUMBERS = 8;

  private static final int AXES = 3;
  private static final int ORDER = 2;
  private static final int STEPS = ORDER + AXES;
  private static final long ALL_AXES = (1 << AXES) - 1;

  /** The vectors of a batch; the caller closes it. */
  static TInt32 tensor(List<ImageLayout> batch) {
    IntBuffer numbers = IntBuffer.allocate(batch.size() * NUMBERS);
    for (ImageLayout layout : batch) {
      numbers.put(layout.height).put(layout.width);
      numbers.put(layout.orientation.transposed() ? new int[] {1, 0, 2} : new int[] {0, 1, 2});
      numbers.put(layout.orientation.rowsReversed() ? -1 : 1);
      numbers.put(layout.orientation.columnsReversed() ? -1 : 1);
      numbers.put(1);
    }
    return TInt32.tensorOf(Shape.of(batch.size(), NUMBERS), DataBuffers.of(numbers.array()));
  }

  /** The shape of the stored samples. */
  static Operand<TInt32> storedShape(Ops tf, Operand<TInt32> vector) {
    return tf.concat(
        List.of(part(tf, vector, 0, ORDER), tf.constant(new int[] {TensorSpec.CHANNELS})),
        tf.constant(0));
  }

  /** The image upright. */
  static Operand<TUint8> turned(Ops tf, Operand<TUint8> stored, Operand<TInt32> vector) {
    Operand<TInt32> anywhere = tf.constant(new int[AXES]);
    return tf.stridedSlice(
        tf.linalg.transpose(stored, part(tf, vector, ORDER, AXES)),
        anywhere,
        anywhere,
        part(tf, vector, STEPS, AXES),
        StridedSlice.beginMask(ALL_AXES),
        StridedSlice.endMask(ALL_AXES));
  }

  private static Operand<TInt32> part(Ops tf, Operand<TInt32> vector, int from, int length) {
    return tf.slice(vector, tf.constant(new int[] {from}), tf.constant(new int[] {length}));
  }
}
