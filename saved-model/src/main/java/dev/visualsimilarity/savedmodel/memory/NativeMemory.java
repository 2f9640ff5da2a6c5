package dev.visualsimilarity.savedmodel.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataStorageVisitor;

/** The memory of a tensor as a buffer: what goes to and from files need not be copied. */
public final class NativeMemory implements DataStorageVisitor<ByteBuffer> {

  private NativeMemory() {}

  /** All bytes of a tensor of numbers, in this machine's order; for as long as it is open. */
  public static ByteBuffer of(Tensor tensor) {
    return tensor.asRawTensor().data().accept(new NativeMemory()).order(ByteOrder.nativeOrder());
  }

  @Override
  public ByteBuffer visit(ByteBuffer buffer) {
    return buffer;
  }

  @Override
  public ByteBuffer visit(long address, long length, long scale) {
    return new Place(address, length * scale).asByteBuffer();
  }

  @Override
  public ByteBuffer fallback() {
    throw new IllegalStateException("the tensor is in no memory that a buffer can show");
  }

  /** Memory of somebody else, who frees it. */
  private static final class Place extends BytePointer {
    Place(long address, long bytes) {
      super((Pointer) null);
      this.address = address;
      this.limit = bytes;
      this.capacity = bytes;
    }
  }
}
