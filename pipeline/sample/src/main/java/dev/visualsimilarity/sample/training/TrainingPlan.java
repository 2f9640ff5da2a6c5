package dev.visualsimilarity.sample.training;

/**
 * How a model is trained.
 *
 * @param seed of products, pictures, starting values and batches
 * @param productsPerKind number of products of each kind to learn to tell apart
 * @param viewsPerProduct number of pictures drawn of each
 * @param steps number of batches
 * @param batchSize pictures in a batch
 * @param learningRate the highest; it falls to 0 along half a cosine
 */
public record TrainingPlan(
    long seed,
    int productsPerKind,
    int viewsPerProduct,
    int steps,
    int batchSize,
    double learningRate) {

  /** The plan that the committed model was trained by. */
  public static final TrainingPlan COMMITTED = new TrainingPlan(7_919, 40, 21, 5000, 96, 1.5e-3);

  TrainingPlan withSteps(int count) {
    return new TrainingPlan(seed, productsPerKind, viewsPerProduct, count, batchSize, learningRate);
  }

  double learningRate(int step) {
    double warmth = Math.min(1, (step + 1) / 100.0);
    return learningRate * warmth * 0.5 * (1 + Math.cos(Math.PI * step / steps));
  }
}
