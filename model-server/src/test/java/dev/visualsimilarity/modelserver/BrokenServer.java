package dev.visualsimilarity.modelserver;

import java.util.concurrent.CountDownLatch;

/** A program that serves a model whose predictions are errors of Java, and never ends by itself. */
final class BrokenServer {

  private BrokenServer() {}

  /** Prints where it listens. */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(BrokenServer::hold));
    PredictionServer server =
        TestServer.start(new Admission(1, 1, 2L * TestServer.MAX_BYTES), ModelServer::end);
    server.serve(
        TestServer.model(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            }));
    System.out.printf("predicting at http://127.0.0.1:%d/%n", server.port());
  }

  private static void hold() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
