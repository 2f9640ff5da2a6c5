package dev.visualsimilarity.benchmarks.limit;

import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.preprocess.image.DecodedImage;
import dev.visualsimilarity.preprocess.image.ImageDecoder;
import dev.visualsimilarity.tensors.TensorSpec;
import java.util.Comparator;
import java.util.List;

/** The rate of decoding and resizing alone: files in memory, one caller a core, nothing written. */
public final class DecodeLimit implements AutoCloseable {

  private static final List<Integer> BATCH_SIZES = List.of(1, 4, 8, 16, 32);

  private final ImageDecoder decoder;
  private final List<byte[]> files;
  private final int callers = Runtime.getRuntime().availableProcessors();
  private final int batchSize;

  /** Finds the best size of batches, which warms up too. */
  public DecodeLimit(TensorSpec spec, List<byte[]> files) {
    this.decoder = new ImageDecoder(new DecodeOptions(spec, false), callers);
    this.files = List.copyOf(files);
    BATCH_SIZES.forEach(this::measure);
    this.batchSize =
        BATCH_SIZES.stream()
            .max(Comparator.comparingDouble(size -> measure(size).imagesPerSecond()))
            .orElseThrow();
  }

  /** Decodes all files once. */
  public Rate measure() {
    return measure(batchSize);
  }

  @Override
  public void close() {
    decoder.close();
  }

  private Rate measure(int size) {
    return Workers.measure(
        callers,
        new Workers.Pieces() {
          @Override
          public boolean wants(long piece, double seconds) {
            return piece * size < files.size();
          }

          @Override
          public int run(long piece) {
            int from = (int) piece * size;
            List<byte[]> batch = files.subList(from, Math.min(files.size(), from + size));
            decoder.decodeInPlace(batch).forEach(DecodeLimit::check);
            return batch.size();
          }
        });
  }

  private static void check(DecodedImage decoded) {
    try (decoded) {
      decoded.tensor();
    } catch (BadImageException e) {
      throw new IllegalStateException("a picture of the benchmark cannot be decoded", e);
    }
  }
}
