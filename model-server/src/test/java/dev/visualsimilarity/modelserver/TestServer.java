package dev.visualsimilarity.modelserver;

import dev.visualsimilarity.embedding.EmbeddedImage;
import dev.visualsimilarity.embedding.Embedder;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Servers of this machine, and a model that a test holds up. */
final class TestServer {

  static final int MAX_BYTES = 1 << 20;

  private TestServer() {}

  /** A server at any free port that has no model yet; {@code failed} as of the server's own. */
  static PredictionServer start(Admission admission, Runnable failed) {
    Binding binding = new Binding("127.0.0.1", 0, "/health", "/predict");
    return PredictionServer.start(binding, admission, MAX_BYTES, failed);
  }

  /** Gives each image its number of bytes, when it is let. */
  record HeldModel(CountDownLatch begun, CountDownLatch let) implements Embedder {

    @Override
    public List<EmbeddedImage> embed(List<byte[]> files) {
      begun.countDown();
      try {
        let.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return files.stream().map(file -> EmbeddedImage.of(new float[] {file.length})).toList();
    }

    @Override
    public void close() {}
  }

  /** A model that nobody holds up. */
  static HeldModel model() {
    return new HeldModel(new CountDownLatch(0), new CountDownLatch(0));
  }

  /** A model with these answers. */
  static Embedder model(Supplier<List<EmbeddedImage>> answer) {
    return new Embedder() {
      @Override
      public List<EmbeddedImage> embed(List<byte[]> files) {
        return Collections.unmodifiableList(answer.get());
      }

      @Override
      public void close() {}
    };
  }
}
