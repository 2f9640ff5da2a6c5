package dev.visualsimilarity.preprocess;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Arrays for tensors, used again and again: fresh ones would be by far the most garbage, and the
 * heap would grow with it. As many are made as are in use at a time. Thread safe.
 */
final class TensorPool implements Supplier<byte[]> {

  private final int size;
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  /** Makes a pool of arrays of {@code size} bytes. */
  TensorPool(int size) {
    this.size = size;
  }

  /** An array of any content. */
  @Override
  public byte[] get() {
    byte[] tensor = free.poll();
    return tensor == null ? new byte[size] : tensor;
  }

  /** Takes back an array that {@link #get()} gave and nobody uses any more. */
  void giveBack(byte[] tensor) {
    free.add(tensor);
  }
}
