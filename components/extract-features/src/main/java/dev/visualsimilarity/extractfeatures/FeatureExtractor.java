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
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * Turns image tensors into vectors with a SavedModel. Thread safe: callers share one session, in
 * which each run keeps to about one core, so that one caller a core with small batches, which stay
 * in the cache, makes the best of the machine.
 */
public final class FeatureExtractor implements AutoCloseable {

  private static final int VECTOR_RANK = 2;

  private final String model;
  private final SavedModelBundle bundle;
  private final ModelSignature signature;
  private final TensorSpec spec;

  private FeatureExtractor(
      String model, SavedModelBundle bundle, ModelSignature signature, TensorSpec spec) {
    this.model = model;
    this.bundle = bundle;
    this.signature = signature;
    this.spec = spec;
  }

  /**
   * Opens a model and loads it, as {@link #load(SavedModelDirectory, ModelSpec, TensorSpec, int)}.
   */
  public static FeatureExtractor load(
      ModelStore models, ModelSpec model, TensorSpec spec, int callers) throws IOException {
    try (SavedModelDirectory directory = models.open(model)) {
      return load(directory, model, spec, callers);
    }
  }

  /**
   * Loads a SavedModel.
   *
   * @param directory of the model; not needed once it is loaded
   * @param model the signature, the input and the output to use
   * @param spec of the tensors that {@link #extract} will be given
   * @param callers threads that will call it at a time
   * @throws UserException if there is no model, or it does not take such tensors; the message lists
   *     what it offers
   */
  public static FeatureExtractor load(
      SavedModelDirectory directory, ModelSpec model, TensorSpec spec, int callers) {
    SavedModelBundle bundle = bundle(directory, model, callers);
    try {
      ModelSignature found = ModelSignature.find(model, bundle.metaGraphDef(), spec);
      return new FeatureExtractor(model.uri(), bundle, found, spec);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
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
   * @param tensors height × width × 3 elements each, little-endian, on accessible arrays; not
   *     changed
   * @return the vectors in the order of the images; components may be NaN or infinite
   * @throws UserException if the model fails, or gives something else than a vector an image
   */
  public float[][] extract(List<ByteBuffer> tensors) {
    int fixed = signature.fixedBatch();
    if (fixed == 0 || tensors.size() <= fixed) {
      return run(tensors, Math.max(fixed, tensors.size()));
    }
    float[][] vectors = new float[tensors.size()][];
    for (int from = 0; from < tensors.size(); from += fixed) {
      int to = Math.min(tensors.size(), from + fixed);
      System.arraycopy(run(tensors.subList(from, to), fixed), 0, vectors, from, to - from);
    }
    return vectors;
  }

  @Override
  public void close() {
    bundle.close();
  }

  private static SavedModelBundle bundle(
      SavedModelDirectory directory, ModelSpec model, int callers) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(callers)
            .build();
    try {
      return SavedModelBundle.loader(directory.path().toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(config)
          .load();
    } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
      throw UserException.badParameter(
          "model %s cannot be loaded: %s; a SavedModel with the tag '%s' is needed"
              .formatted(model.uri(), firstLine(e), SavedModelBundle.DEFAULT_TAG));
    }
  }

  private float[][] run(List<ByteBuffer> tensors, int size) {
    try (Tensor input = InputBatch.of(tensors, spec, signature.inputType(), size);
        Result result =
            bundle
                .session()
                .runner()
                .feed(signature.input().getName(), input)
                .fetch(signature.output().getName())
                .run()) {
      return vectors((TFloat32) result.get(0), tensors.size(), size);
    } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
      throw UserException.failed("model %s failed: %s".formatted(model, firstLine(e)), e);
    }
  }

  private float[][] vectors(TFloat32 output, int count, int size) {
    Shape shape = output.shape();
    int rank = shape.numDimensions();
    if (rank < VECTOR_RANK || rank == VECTOR_RANK + 1 || rank > 4 || shape.get(0) != size) {
      throw UserException.failed(
          "model %s gives %s for %d images; one vector an image is needed"
              .formatted(model, shape, size));
    }
    int dimensions = (int) shape.get(rank - 1);
    int places = rank == VECTOR_RANK ? 1 : (int) (shape.get(1) * shape.get(2));
    FloatDataBuffer data = output.asRawTensor().data().asFloats();
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      float[] values = new float[places * dimensions];
      data.slice((long) i * values.length, values.length).read(values);
      vectors[i] = places == 1 ? values : average(values, dimensions);
    }
    return vectors;
  }

  /** The mean over all places of a map of vectors. */
  private static float[] average(float[] map, int dimensions) {
    double[] sums = new double[dimensions];
    for (int i = 0; i < map.length; i++) {
      sums[i % dimensions] += map[i];
    }
    float[] mean = new float[dimensions];
    int places = map.length / dimensions;
    for (int k = 0; k < dimensions; k++) {
      mean[k] = (float) (sums[k] / places);
    }
    return mean;
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
