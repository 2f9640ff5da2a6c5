package dev.visualsimilarity.embedding;

import java.util.List;

/** Turns image files into vectors, here or by asking a service. Thread safe. */
public interface Embedder extends AutoCloseable {

  /**
   * Embeds images.
   *
   * @param files the bytes of each
   * @return what became of them, in their order
   * @throws dev.visualsimilarity.error.UserException if the model, or the service, fails
   */
  List<EmbeddedImage> embed(List<byte[]> files);

  @Override
  void close();
}
