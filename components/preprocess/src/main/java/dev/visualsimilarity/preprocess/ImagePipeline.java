package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogRow;
import dev.visualsimilarity.catalog.RejectedRow;
import dev.visualsimilarity.command.ThreadPools;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.preprocess.image.DecodedImage;
import dev.visualsimilarity.preprocess.image.ImageDecoder;
import dev.visualsimilarity.preprocess.image.ImageReader;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.tensors.TensorFrame;
import dev.visualsimilarity.tensors.TensorRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongPredicate;

/**
 * Reads and decodes the images of a catalog's items on several threads and hands the outcomes out
 * in the order of the rows. A bounded number of batches is under way, and large files are bounded
 * by their bytes besides, so that memory does not grow with the catalog. For one thread.
 */
final class ImagePipeline implements Iterator<Outcome>, AutoCloseable {

  private final Iterator<? extends CatalogRow> rows;
  private final LongPredicate kept;
  private final Storage storage;
  private final ImageReader reader;
  private final ImageDecoder decoder;
  private final PipelineLimits limits;
  private final StageTimes times;
  private final LargeFiles largeFiles = new LargeFiles();
  private final ExecutorService readers;
  private final ExecutorService decoders;
  private final Deque<CompletableFuture<List<Outcome>>> underWay = new ArrayDeque<>();
  private Iterator<Outcome> ready = List.<Outcome>of().iterator();
  private long items;

  /**
   * Makes a pipeline.
   *
   * @param kept whether the item of a number, from 0, is in a finished shard and is left alone
   */
  ImagePipeline(
      Iterator<? extends CatalogRow> rows,
      LongPredicate kept,
      Storage storage,
      DecodeOptions options,
      PipelineLimits limits,
      StageTimes times) {
    this.rows = rows;
    this.kept = kept;
    this.storage = storage;
    this.reader = new ImageReader(storage);
    this.decoder = new ImageDecoder(options, limits.decoders());
    this.limits = limits;
    this.times = times;
    this.readers = Executors.newFixedThreadPool(limits.readers());
    this.decoders = Executors.newFixedThreadPool(limits.decoders());
  }

  @Override
  public boolean hasNext() {
    return ready.hasNext() || !underWay.isEmpty() || rows.hasNext();
  }

  @Override
  public Outcome next() {
    if (!hasNext()) {
      throw new NoSuchElementException("every row was handed out");
    }
    while (!ready.hasNext()) {
      fill();
      ready = outcomes(underWay.remove()).iterator();
      fill();
    }
    return ready.next();
  }

  @Override
  public void close() {
    // The decoder must not be closed under a running call.
    ThreadPools.stop(List.of(readers, decoders));
    decoder.close();
  }

  private void fill() {
    while (underWay.size() < limits.batches() && rows.hasNext()) {
      List<CompletableFuture<Slot>> batch = new ArrayList<>(limits.batchSize());
      while (batch.size() < limits.batchSize() && rows.hasNext()) {
        batch.add(start(rows.next()));
      }
      underWay.add(
          CompletableFuture.allOf(batch.toArray(CompletableFuture<?>[]::new))
              .thenApplyAsync(
                  all -> decode(batch.stream().map(CompletableFuture::join).toList()), decoders));
    }
  }

  /** A row on its way: an image that waits for the rest of its batch, or an outcome. */
  private record Slot(ImageFile file, Outcome outcome) {}

  private CompletableFuture<Slot> start(CatalogRow row) {
    if (row instanceof RejectedRow rejected) {
      return CompletableFuture.completedFuture(
          new Slot(null, new Outcome.NoItem(rejected.reject())));
    }
    if (kept.test(items++)) {
      return CompletableFuture.completedFuture(new Slot(null, new Outcome.Kept()));
    }
    return CompletableFuture.supplyAsync(() -> read((CatalogItem) row), readers)
        .thenCompose(this::decodeIfLarge);
  }

  /** A large file must not wait, with its memory, for others that wait for memory. */
  private CompletableFuture<Slot> decodeIfLarge(ImageFile file) {
    Slot slot = new Slot(file, null);
    return file.isLarge()
        ? CompletableFuture.supplyAsync(
            () -> new Slot(null, decode(List.of(slot)).get(0)), decoders)
        : CompletableFuture.completedFuture(slot);
  }

  private ImageFile read(CatalogItem item) {
    long start = System.nanoTime();
    ImageFile file = ImageFile.read(item, reader, storage, largeFiles.new Share());
    times.read(System.nanoTime() - start);
    return file;
  }

  private List<Outcome> decode(List<Slot> batch) {
    long start = System.nanoTime();
    List<byte[]> encoded = new ArrayList<>(batch.size());
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    List<Integer> waiting = new ArrayList<>(batch.size());
    for (Slot slot : batch) {
      Outcome outcome = slot.outcome;
      if (outcome == null) {
        try {
          encoded.add(slot.file.bytes());
          times.readBytes(slot.file.bytes().length);
          waiting.add(outcomes.size());
        } catch (BadImageException e) {
          outcome = slot.file.rejected(e);
        }
      }
      outcomes.add(outcome);
    }
    Iterator<DecodedImage> decoded = decoder.decodeInPlace(encoded).iterator();
    for (int i : waiting) {
      outcomes.set(i, outcome(batch.get(i).file, decoded.next()));
    }
    times.decoded(System.nanoTime() - start);
    return outcomes;
  }

  private static Outcome outcome(ImageFile file, DecodedImage image) {
    try {
      CatalogItem item = file.item();
      TensorFrame frame =
          TensorFrame.of(new TensorRecord(item.id(), image.tensor(), item.attributes()));
      return new Outcome.Ready(file, frame, image);
    } catch (BadImageException e) {
      return file.rejected(e);
    } catch (IOException e) {
      throw new UncheckedIOException("the attributes of an item cannot be written", e);
    } finally {
      file.forget();
    }
  }

  private static List<Outcome> outcomes(CompletableFuture<List<Outcome>> batch) {
    try {
      return batch.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
