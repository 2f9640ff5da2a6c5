package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogRow;
import dev.visualsimilarity.catalog.RejectedRow;
import dev.visualsimilarity.command.ThreadPools;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.tensors.TensorRecord;
import java.nio.ByteBuffer;
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

/**
 * Reads and decodes the images of a catalog's rows on several threads and hands the outcomes out in
 * the order of the rows. A bounded number of batches is under way, so that memory does not grow
 * with the catalog. The iterator itself is for one thread.
 */
final class ImagePipeline implements Iterator<Outcome>, AutoCloseable {

  private final Iterator<? extends CatalogRow> rows;
  private final ImageReader reader;
  private final ImageDecoder decoder;
  private final PipelineLimits limits;
  private final StageTimes times;
  private final ExecutorService readers;
  private final ExecutorService decoders;
  private final Deque<CompletableFuture<List<Outcome>>> underWay = new ArrayDeque<>();
  private Iterator<Outcome> ready = List.<Outcome>of().iterator();

  ImagePipeline(
      Iterator<? extends CatalogRow> rows,
      ImageReader reader,
      ImageDecoder decoder,
      PipelineLimits limits,
      StageTimes times) {
    this.rows = rows;
    this.reader = reader;
    this.decoder = decoder;
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
    // The decoder is closed next, which must not happen under a running call.
    ThreadPools.stop(List.of(readers, decoders));
  }

  private void fill() {
    while (underWay.size() < limits.batches() && rows.hasNext()) {
      List<CatalogRow> batch = new ArrayList<>(limits.batchSize());
      while (batch.size() < limits.batchSize() && rows.hasNext()) {
        batch.add(rows.next());
      }
      underWay.add(start(batch));
    }
  }

  private CompletableFuture<List<Outcome>> start(List<CatalogRow> batch) {
    List<CompletableFuture<ImageFile>> files = new ArrayList<>(batch.size());
    for (CatalogRow row : batch) {
      files.add(
          row instanceof CatalogItem item
              ? CompletableFuture.supplyAsync(() -> read(item), readers)
              : CompletableFuture.completedFuture(
                  ImageFile.rejected(((RejectedRow) row).reject())));
    }
    return CompletableFuture.allOf(files.toArray(CompletableFuture<?>[]::new))
        .thenApplyAsync(
            all -> decode(files.stream().map(CompletableFuture::join).toList()), decoders);
  }

  private ImageFile read(CatalogItem item) {
    long start = System.nanoTime();
    ImageFile file = ImageFile.read(item, reader);
    times.read(System.nanoTime() - start, file.bytes().length);
    return file;
  }

  private List<Outcome> decode(List<ImageFile> files) {
    long start = System.nanoTime();
    List<byte[]> encoded = files.stream().filter(ImageFile::isRead).map(ImageFile::bytes).toList();
    Iterator<Decoding> decodings = decoder.decode(encoded).iterator();
    List<Outcome> outcomes = new ArrayList<>(files.size());
    for (ImageFile file : files) {
      outcomes.add(file.isRead() ? outcome(file.item(), decodings.next()) : file.rejection());
    }
    times.decoded(System.nanoTime() - start);
    return outcomes;
  }

  private static Outcome outcome(CatalogItem item, Decoding decoding) {
    try {
      return new Outcome.Ready(
          new TensorRecord(item.id(), ByteBuffer.wrap(decoding.tensor()), item.attributes()));
    } catch (BadImageException e) {
      return new Outcome.Rejected(e.reject(item.id(), item.image().toString()));
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
