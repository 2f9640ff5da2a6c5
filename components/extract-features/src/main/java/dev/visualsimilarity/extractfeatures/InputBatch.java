package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.nio.ByteBuffer;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Makes the tensor that a model is fed of the tensors of images, copying each once. */
final class InputBatch {

  private static final int INTENSITIES = 256;
  private static final float[] INTENSITY = new float[INTENSITIES];

  static {
    // As the decoder scales: a product with the float nearest to 1/255, not a quotient.
    for (int i = 0; i < INTENSITIES; i++) {
      INTENSITY[i] = i * (1f / (INTENSITIES - 1));
    }
  }

  private InputBatch() {}

  /**
   * Makes the tensor; the caller closes it.
   *
   * @param images little-endian elements of {@code spec}, on accessible arrays
   * @param modelType what the model takes; uint8 images for a float32 model are scaled to [0, 1]
   * @param size images of the tensor; those that are missing are zero
   */
  static Tensor of(List<ByteBuffer> images, TensorSpec spec, TensorType modelType, int size) {
    Shape shape = Shape.of(size, spec.height(), spec.width(), TensorSpec.CHANNELS);
    if (modelType == TensorType.UINT8) {
      return Tensor.of(TUint8.class, shape, tensor -> copy(images, spec, tensor));
    }
    if (spec.type() == TensorType.FLOAT32) {
      return Tensor.of(TFloat32.class, shape, tensor -> copy(images, spec, tensor));
    }
    return Tensor.of(TFloat32.class, shape, tensor -> scale(images, spec, tensor));
  }

  private static void copy(List<ByteBuffer> images, TensorSpec spec, Tensor tensor) {
    ByteDataBuffer data = tensor.asRawTensor().data();
    for (int i = 0; i < images.size(); i++) {
      ByteBuffer image = images.get(i);
      data.slice((long) i * spec.bytes(), spec.bytes())
          .write(image.array(), image.arrayOffset() + image.position(), spec.bytes());
    }
  }

  private static void scale(List<ByteBuffer> images, TensorSpec spec, Tensor tensor) {
    FloatDataBuffer data = tensor.asRawTensor().data().asFloats();
    float[] scaled = new float[spec.elements()];
    for (int i = 0; i < images.size(); i++) {
      ByteBuffer image = images.get(i);
      for (int k = 0; k < scaled.length; k++) {
        scaled[k] = INTENSITY[Byte.toUnsignedInt(image.get(image.position() + k))];
      }
      data.slice((long) i * scaled.length, scaled.length).write(scaled);
    }
  }
}
