package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.extractfeatures.BadVectorException;
import dev.visualsimilarity.extractfeatures.FeatureExtractor;
import dev.visualsimilarity.extractfeatures.VectorRules;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.preprocess.Decoding;
import dev.visualsimilarity.preprocess.ImageDecoder;
import dev.visualsimilarity.preprocess.ImageReader;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads, decodes and embeds query images, one small batch a thread at a time. */
public final class QueryEmbedder {

  /** Small batches stay in the cache; more cores are used by more threads. */
  private static final int BATCH = 8;

  private final ImageReader reader;
  private final ImageDecoder decoder;
  private final FeatureExtractor extractor;
  private final VectorRules rules;
  private final ReportColumns columns;
  private final int threads;

  private QueryEmbedder(
      ImageReader reader,
      ImageDecoder decoder,
      FeatureExtractor extractor,
      VectorRules rules,
      ReportColumns columns,
      int threads) {
    this.reader = reader;
    this.decoder = decoder;
    this.extractor = extractor;
    this.rules = rules;
    this.columns = columns;
    this.threads = threads;
  }

  /**
   * Embeds every item that can be, in the order of the items.
   *
   * @param columns give a query its title, label and category
   */
  public static Embedded embed(
      Storage storage,
      ModelStore models,
      EmbeddingSettings settings,
      ReportColumns columns,
      List<CatalogItem> items)
      throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (FeatureExtractor extractor =
            FeatureExtractor.load(
                models,
                settings.model(),
                settings.decoding().spec(),
                threads,
                settings.precision());
        ImageDecoder decoder = new ImageDecoder(settings.decoding(), threads)) {
      return new QueryEmbedder(
              new ImageReader(storage), decoder, extractor, settings.vectors(), columns, threads)
          .embed(items);
    }
  }

  private Embedded embed(List<CatalogItem> items) throws IOException {
    List<Callable<Embedded>> batches = new ArrayList<>();
    for (int from = 0; from < items.size(); from += BATCH) {
      List<CatalogItem> batch = items.subList(from, Math.min(items.size(), from + BATCH));
      batches.add(() -> embedBatch(batch));
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
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
    List<byte[]> encoded = new ArrayList<>();
    for (CatalogItem item : items) {
      try {
        encoded.add(reader.read(item.image()));
        read.add(item);
      } catch (BadImageException e) {
        rejects.add(e.reject(item.id(), item.image().toString()));
      }
    }
    List<CatalogItem> decoded = new ArrayList<>();
    List<ByteBuffer> tensors = new ArrayList<>();
    List<Decoding> decodings = decoder.decode(encoded);
    for (int i = 0; i < decodings.size(); i++) {
      try {
        tensors.add(ByteBuffer.wrap(decodings.get(i).tensor()));
        decoded.add(read.get(i));
      } catch (BadImageException e) {
        rejects.add(e.reject(read.get(i).id(), read.get(i).image().toString()));
      }
    }
    return new Embedded(queries(decoded, tensors, rejects), rejects);
  }

  private List<Query> queries(
      List<CatalogItem> items, List<ByteBuffer> tensors, List<Reject> rejects) {
    List<Query> queries = new ArrayList<>();
    float[][] vectors = items.isEmpty() ? new float[0][] : extractor.extract(tensors);
    for (int i = 0; i < vectors.length; i++) {
      CatalogItem item = items.get(i);
      try {
        float[] vector = rules.apply(vectors[i]);
        queries.add(
            new Query(
                item.id(),
                columns.title(item),
                columns.label(item),
                columns.category(item),
                item.image(),
                vector));
      } catch (BadVectorException e) {
        rejects.add(e.reject(item.id(), item.image().toString()));
      }
    }
    return queries;
  }
}
