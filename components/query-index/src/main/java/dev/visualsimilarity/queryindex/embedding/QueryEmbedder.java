package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.embedding.EmbeddedImage;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.image.ImageReader;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads and embeds query images, one small batch a thread at a time. */
public final class QueryEmbedder {

  /** Threads that call the embedder at a time. */
  public static final int THREADS = Runtime.getRuntime().availableProcessors();

  private static final int BATCH = 8;

  private final ImageReader reader;
  private final Embedder embedder;
  private final ReportColumns columns;

  private QueryEmbedder(ImageReader reader, Embedder embedder, ReportColumns columns) {
    this.reader = reader;
    this.embedder = embedder;
    this.columns = columns;
  }

  /**
   * Embeds every item that can be, in the order of the items.
   *
   * @param embedder makes the vectors
   * @param columns give a query its title, label and category
   */
  public static Embedded embed(
      Storage storage, Embedder embedder, ReportColumns columns, List<CatalogItem> items)
      throws IOException {
    return new QueryEmbedder(new ImageReader(storage), embedder, columns).embed(items);
  }

  private Embedded embed(List<CatalogItem> items) throws IOException {
    List<Callable<Embedded>> batches = new ArrayList<>();
    for (int from = 0; from < items.size(); from += BATCH) {
      List<CatalogItem> batch = items.subList(from, Math.min(items.size(), from + BATCH));
      batches.add(() -> embedBatch(batch));
    }
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Query> queries = new ArrayList<>();
      List<Reject> rejects = new ArrayList<>();
      for (Future<Embedded> batch : executor.invokeAll(batches)) {
        queries.addAll(batch.get().queries());
        rejects.addAll(batch.get().rejects());
      }
      return new Embedded(queries, rejects);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException("a query image could not be embedded", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while embedding query images", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private Embedded embedBatch(List<CatalogItem> items) {
    List<Reject> rejects = new ArrayList<>();
    List<CatalogItem> read = new ArrayList<>();
    List<byte[]> files = new ArrayList<>();
    for (CatalogItem item : items) {
      try {
        files.add(reader.read(item.image()));
        read.add(item);
      } catch (BadImageException e) {
        rejects.add(e.reject(item.id(), item.image().toString()));
      }
    }
    List<Query> queries = new ArrayList<>();
    List<EmbeddedImage> images = files.isEmpty() ? List.of() : embedder.embed(files);
    for (int i = 0; i < images.size(); i++) {
      CatalogItem item = read.get(i);
      EmbeddedImage image = images.get(i);
      image
          .failure()
          .ifPresentOrElse(
              failure -> rejects.add(failure.reject(item.id(), item.image().toString())),
              () -> queries.add(query(item, image.vector())));
    }
    return new Embedded(queries, rejects);
  }

  private Query query(CatalogItem item, float[] vector) {
    return new Query(
        item.id(),
        columns.title(item),
        columns.label(item),
        columns.category(item),
        item.image(),
        vector);
  }
}
