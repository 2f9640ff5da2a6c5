package dev.visualsimilarity.benchmarks.limit;

import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShardReader;
import dev.visualsimilarity.tensors.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat32;

/** Batches of float32 images in native memory, ready to be fed. */
public final class NativeImages implements AutoCloseable {

  private final int batchSize;
  private final List<Tensor> batches;

  private NativeImages(int batchSize, List<Tensor> batches) {
    this.batchSize = batchSize;
    this.batches = List.copyOf(batches);
  }

  /**
   * Reads the first images of a directory of tensors.
   *
   * @param count of images, of the first shard
   */
  public static List<ByteBuffer> read(Path tensors, int count) throws IOException {
    LocalStorage storage = new LocalStorage();
    StorageUri directory = StorageUri.local(tensors);
    TensorManifest manifest = TensorManifest.read(storage, directory);
    StorageUri shard = TensorManifest.shard(directory, 0, manifest.shardCount());
    List<ByteBuffer> images = new ArrayList<>(count);
    try (TensorShardReader reader = TensorShardReader.open(storage, shard, manifest.spec())) {
      while (images.size() < count) {
        TensorRecord record =
            reader
                .next()
                .orElseThrow(() -> new IOException(shard + " has fewer images than " + count));
        images.add(record.tensor());
      }
    }
    return images;
  }

  /** Copies images into batches; a last batch that would not be full is left out. */
  public static NativeImages of(List<ByteBuffer> images, TensorSpec spec, int batchSize) {
    List<Tensor> batches = new ArrayList<>();
    for (int from = 0; from + batchSize <= images.size(); from += batchSize) {
      batches.add(batch(images.subList(from, from + batchSize), spec));
    }
    return new NativeImages(batchSize, batches);
  }

  int batchSize() {
    return batchSize;
  }

  List<Tensor> batches() {
    return batches;
  }

  @Override
  public void close() {
    batches.forEach(Tensor::close);
  }

  private static Tensor batch(List<ByteBuffer> images, TensorSpec spec) {
    Shape shape = Shape.of(images.size(), spec.height(), spec.width(), TensorSpec.CHANNELS);
    return Tensor.of(
        TFloat32.class,
        shape,
        tensor -> {
          ByteDataBuffer data = tensor.asRawTensor().data();
          for (int i = 0; i < images.size(); i++) {
            ByteBuffer image = images.get(i);
            data.slice((long) i * spec.bytes(), spec.bytes())
                .write(image.array(), image.arrayOffset() + image.position(), spec.bytes());
          }
        });
  }
}
