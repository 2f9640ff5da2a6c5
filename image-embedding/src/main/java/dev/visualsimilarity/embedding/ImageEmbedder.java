package dev.visualsimilarity.embedding;

import dev.visualsimilarity.extractfeatures.BadVectorException;
import dev.visualsimilarity.extractfeatures.FeatureExtractor;
import dev.visualsimilarity.extractfeatures.VectorRules;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.image.Decoding;
import dev.visualsimilarity.preprocess.image.ImageDecoder;
import dev.visualsimilarity.savedmodel.ModelStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Embeds images with the decoder of preprocess and the model of extract-features. The model sees
 * one image at a time, so that a vector does not depend on the images that it is asked for with:
 * batches of other sizes may round otherwise.
 */
public final class ImageEmbedder implements Embedder {

  private final ImageDecoder decoder;
  private final FeatureExtractor extractor;
  private final VectorRules rules;

  private ImageEmbedder(ImageDecoder decoder, FeatureExtractor extractor, VectorRules rules) {
    this.decoder = decoder;
    this.extractor = extractor;
    this.rules = rules;
  }

  /**
   * Loads the model.
   *
   * @param callers threads that will embed at a time
   * @throws dev.visualsimilarity.error.UserException if there is no model, or it does not take such
   *     tensors
   */
  public static ImageEmbedder load(ModelStore models, EmbeddingSettings settings, int callers)
      throws IOException {
    FeatureExtractor extractor =
        FeatureExtractor.load(
            models, settings.model(), settings.decoding().spec(), callers, settings.precision());
    return new ImageEmbedder(
        new ImageDecoder(settings.decoding(), callers), extractor, settings.vectors());
  }

  @Override
  public List<EmbeddedImage> embed(List<byte[]> files) {
    return decoder.decode(files).stream().map(this::embedded).toList();
  }

  @Override
  public void close() {
    decoder.close();
    extractor.close();
  }

  private EmbeddedImage embedded(Decoding image) {
    try {
      float[][] vectors = extractor.extract(List.of(ByteBuffer.wrap(image.tensor())));
      return EmbeddedImage.of(rules.apply(vectors[0]));
    } catch (BadImageException e) {
      return EmbeddedImage.failed(ImageFailure.of(e.reject("", "")));
    } catch (BadVectorException e) {
      return EmbeddedImage.failed(ImageFailure.of(e.reject("", "")));
    }
  }
}
