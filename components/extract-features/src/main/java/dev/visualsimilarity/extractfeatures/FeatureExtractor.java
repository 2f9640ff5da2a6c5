package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelSignature;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.savedmodel.SavedModelDirectory;
import dev.visualsimilarity.tensors.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * Turns image tensors into vectors with a SavedModel. Thread safe: callers share one session, in
 * which each run keeps to about one core, so that one caller a core with small batches, which stay
 * in the cache, makes the best of the machine.
 */
public final class FeatureExtractor implements AutoCloseable {

  private static final String NO_VARIABLES =
      "; it has no variables/variables.index beside its saved_model.pb: was all of its directory copied?";

  private final String model;
  private final SavedModelBundle bundle;
  private final ModelSignature signature;
  private final TensorSpec spec;
  private final boolean variables;

  private FeatureExtractor(
      String model,
      SavedModelBundle bundle,
      ModelSignature signature,
      TensorSpec spec,
      boolean variables) {
    this.model = model;
    this.bundle = bundle;
    this.signature = signature;
    this.spec = spec;
    this.variables = variables;
  }

  /** Opens a model and loads it, to compute in float32. */
  public static FeatureExtractor load(
      ModelStore models, ModelSpec model, TensorSpec spec, int callers) throws IOException {
    return load(models, model, spec, callers, Precision.FLOAT32);
  }

  /**
   * Opens a model and loads it, as {@link #load(SavedModelDirectory, ModelSpec, TensorSpec, int,
   * Precision)}.
   */
  public static FeatureExtractor load(
      ModelStore models, ModelSpec model, TensorSpec spec, int callers, Precision precision)
      throws IOException {
    try (SavedModelDirectory directory = models.open(model)) {
      return load(directory, model, spec, callers, precision);
    }
  }

  /**
   * Loads a SavedModel.
   *
   * @param directory of the model; not needed once it is loaded
   * @param model the signature, the input and the output to use
   * @param spec of the tensors that {@link #extract} will be given
   * @param callers threads that will call it at a time
   * @param precision to compute with
   * @throws UserException if there is no model, or it does not take such tensors; the message lists
   *     what it offers
   */
  public static FeatureExtractor load(
      SavedModelDirectory directory,
      ModelSpec model,
      TensorSpec spec,
      int callers,
      Precision precision) {
    ModelSignature signature = ModelSignature.find(model, directory.graph(), spec);
    SavedModelBundle bundle = bundle(directory, model, callers, precision);
    return new FeatureExtractor(model.uri(), bundle, signature, spec, directory.hasVariables());
  }

  /** What every tensor must be. */
  public TensorSpec spec() {
    return spec;
  }

  /** Components of a vector as far as the model says before it runs; 0 where it does not. */
  public int dimensions() {
    return signature.dimensions();
  }

  /** Images in every run, where the model fixes their number; 0 where it does not. */
  public int fixedBatch() {
    return signature.fixedBatch();
  }

  /**
   * Computes a vector of each image.
   *
   * @param tensors height × width × 3 elements each, little-endian; not changed
   * @return the vectors in the order of the images; components may be NaN or infinite
   * @throws UserException if the model fails, or gives something else than a vector an image
   */
  public float[][] extract(List<ByteBuffer> tensors) {
    int most = fixedBatch() == 0 ? tensors.size() : fixedBatch();
    float[][] vectors = new float[tensors.size()][];
    for (int from = 0; from < vectors.length; from += most) {
      int count = Math.min(most, vectors.length - from);
      try (InputBatch batch = batch(count)) {
        for (int i = 0; i < count; i++) {
          batch.image(i).put(tensors.get(from + i).duplicate());
        }
        System.arraycopy(extract(batch), 0, vectors, from, count);
      }
    }
    return vectors;
  }

  /** Memory for a number of images, at most those that the model fixes; the caller closes it. */
  InputBatch batch(int count) {
    return InputBatch.allocate(
        spec, signature.inputType(), count, fixedBatch() == 0 ? count : fixedBatch());
  }

  /** As {@link #extract(List)}, of all images of a batch. */
  float[][] extract(InputBatch batch) {
    Tensor input = batch.tensor();
    try (Result result =
        bundle
            .session()
            .runner()
            .feed(signature.input().getName(), input)
            .fetch(signature.output().getName())
            .run()) {
      TFloat32 output = (TFloat32) result.get(0);
      int size = (int) input.shape().get(0);
      if (!OutputVectors.fits(output.shape(), size)) {
        throw UserException.failed(
            "model %s gives %s for %d images; one vector an image is needed"
                .formatted(model, output.shape(), size));
      }
      return OutputVectors.read(output, batch.count());
    } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
      throw UserException.failed(
          "model %s failed: %s%s".formatted(model, firstLine(e), variables ? "" : NO_VARIABLES), e);
    }
  }

  @Override
  public void close() {
    bundle.close();
  }

  private static SavedModelBundle bundle(
      SavedModelDirectory directory, ModelSpec model, int callers, Precision precision) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(callers)
            .setGraphOptions(precision.graphOptions())
            .build();
    try {
      return SavedModelBundle.loader(directory.path().toString())
          .withTags(directory.graph().tags().toArray(new String[0]))
          .withConfigProto(config)
          .load();
    } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
      throw UserException.badParameter(
          "model %s cannot be loaded: %s; export it again, for TensorFlow %s or older"
              .formatted(model.uri(), firstLine(e), TensorFlow.version()));
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
