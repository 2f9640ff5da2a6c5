package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.savedmodel.memory.NativeMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.Tensor;

/** The tensor of a batch of images, which is closed when none of them is used any more. */
final class BatchMemory {

  private final Tensor batch;
  private final AtomicInteger users;

  private BatchMemory(Tensor batch, int users) {
    this.batch = batch;
    this.users = new AtomicInteger(users);
  }

  /**
   * The images of a batch, in their order; once they are all closed, so is the batch.
   *
   * @param batch of images of as many bytes each
   */
  static List<DecodedImage> images(Tensor batch, int count) {
    ByteBuffer bytes = NativeMemory.of(batch);
    int length = bytes.capacity() / count;
    BatchMemory memory = new BatchMemory(batch, count);
    List<DecodedImage> images = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      images.add(DecodedImage.of(bytes.slice(i * length, length), memory));
    }
    return images;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      batch.close();
    }
  }
}
