package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.savedmodel.memory.NativeMemory;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The tensor that a model is fed, as memory into which images are read. It can be filled and fed
 * any number of times; not thread safe.
 *
 * <p>Images that the model takes as they are lie in the tensor itself: nothing copies them. Bytes
 * for a model that takes floats are read beside it and scaled into it.
 */
final class InputBatch implements AutoCloseable {

  private static final int INTENSITIES = 256;
  private static final float[] INTENSITY = new float[INTENSITIES];

  static {
    // As the decoder scales: a product with the float nearest to 1/255, not a quotient.
    for (int i = 0; i < INTENSITIES; i++) {
      INTENSITY[i] = i * (1f / (INTENSITIES - 1));
    }
  }

  private final Tensor tensor;
  private final ByteBuffer images;
  private final FloatBuffer scaled;
  private final int bytesOfImage;
  private final int count;

  private InputBatch(Tensor tensor, ByteBuffer images, FloatBuffer scaled, int bytes, int count) {
    this.tensor = tensor;
    this.images = images;
    this.scaled = scaled;
    this.bytesOfImage = bytes;
    this.count = count;
  }

  /** Images of that kind that memory in one piece can hold. */
  static int mostImages(TensorSpec spec) {
    return Integer.MAX_VALUE / (spec.elements() * Float.BYTES);
  }

  /**
   * Takes the memory.
   *
   * @param spec of the images
   * @param modelType what the model takes; uint8 images for a float32 model are scaled to [0, 1]
   * @param count of images
   * @param size images of the tensor, at least {@code count}; those beyond it are zero
   */
  static InputBatch allocate(TensorSpec spec, TensorType modelType, int count, int size) {
    Shape shape = Shape.of(size, spec.height(), spec.width(), TensorSpec.CHANNELS);
    Tensor tensor =
        modelType == TensorType.UINT8
            ? Tensor.of(TUint8.class, shape)
            : Tensor.of(TFloat32.class, shape);
    ByteBuffer memory = NativeMemory.of(tensor);
    int used = memory.capacity() / size * count;
    for (int i = used; i < memory.capacity(); i++) {
      memory.put(i, (byte) 0);
    }
    boolean scales = modelType != spec.type();
    return new InputBatch(
        tensor,
        scales ? ByteBuffer.allocateDirect(count * spec.bytes()) : memory,
        scales
            ? memory.slice(0, used).order(memory.order()).asFloatBuffer()
            : FloatBuffer.allocate(0),
        spec.bytes(),
        count);
  }

  /** How many images it holds. */
  int count() {
    return count;
  }

  /** Where the bytes of an image, little-endian elements, are to be put. */
  ByteBuffer image(int index) {
    return images.slice(index * bytesOfImage, bytesOfImage).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What is fed to the model, once all images are there. */
  Tensor tensor() {
    // None but scaled ones have a place here.
    for (int i = 0; i < scaled.capacity(); i++) {
      scaled.put(i, INTENSITY[Byte.toUnsignedInt(images.get(i))]);
    }
    return tensor;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
