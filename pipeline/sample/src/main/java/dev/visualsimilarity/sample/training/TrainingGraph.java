package dev.visualsimilarity.sample.training;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The network with a classifier of products on top, and one step of Adam. The classifier compares
 * directions only: cosines between embedding and one vector a product, the right one made harder by
 * a margin, divided by a temperature (Wang et al., "CosFace", 2018). It is thrown away afterwards.
 */
final class TrainingGraph {

  private static final float SCALE = 20f;
  private static final float MARGIN = 0.12f;
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;

  private final Ops tf;
  private final Parameters parameters;
  private final Placeholder<TUint8> pixels;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> power1;
  private final Placeholder<TFloat32> power2;
  private final Operand<TFloat32> loss;
  private final List<Op> updates = new ArrayList<>();
  private int step;

  TrainingGraph(Graph graph, int products) {
    tf = Ops.create(graph);
    parameters = new Parameters(tf);
    int size = Network.REDUCED_SIZE;
    pixels = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    power1 = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    power2 = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> images =
        tf.math.div(tf.dtypes.cast(pixels, TFloat32.class), tf.constant(255f));
    loss = loss(new Network(tf, parameters).embed(images), products);
    addAdam(graph);
  }

  Parameters parameters() {
    return parameters;
  }

  /** Trains on one batch and gives the loss before it. */
  float train(Session session, Batch batch, double learningRate) {
    step++;
    int size = Network.REDUCED_SIZE;
    Shape shape = Shape.of(batch.labels().length, size, size, 3);
    try (TUint8 pixelTensor = TUint8.tensorOf(shape, DataBuffers.of(batch.pixels()));
        TInt32 labelTensor = TInt32.vectorOf(batch.labels());
        TFloat32 rateTensor = TFloat32.scalarOf((float) learningRate);
        TFloat32 powerTensor1 = TFloat32.scalarOf((float) Math.pow(BETA1, step));
        TFloat32 powerTensor2 = TFloat32.scalarOf((float) Math.pow(BETA2, step))) {
      Session.Runner runner =
          session
              .runner()
              .feed(pixels, pixelTensor)
              .feed(labels, labelTensor)
              .feed(rate, rateTensor)
              .feed(power1, powerTensor1)
              .feed(power2, powerTensor2)
              .fetch(loss);
      updates.forEach(runner::addTarget);
      try (Result result = runner.run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    }
  }

  private Operand<TFloat32> loss(Operand<TFloat32> embedding, int products) {
    Variable<TFloat32> directions =
        parameters.add("products", Network.DIMENSIONS, Network.DIMENSIONS, products);
    Operand<TFloat32> cosines = tf.linalg.matMul(unit(embedding, 1), unit(directions, 0));
    Operand<TFloat32> right =
        tf.oneHot(labels, tf.constant(products), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> logits =
        tf.math.mul(
            tf.constant(SCALE), tf.math.sub(cosines, tf.math.mul(right, tf.constant(MARGIN))));
    return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, right).loss(), tf.constant(0));
  }

  private Operand<TFloat32> unit(Operand<TFloat32> vectors, int axis) {
    Operand<TFloat32> squares =
        tf.reduceSum(tf.math.mul(vectors, vectors), tf.constant(axis), ReduceSum.keepDims(true));
    return tf.math.mul(vectors, tf.math.rsqrt(tf.math.add(squares, tf.constant(1e-8f))));
  }

  private void addAdam(Graph graph) {
    List<Variable<TFloat32>> variables = parameters.variables();
    Output<?>[] outputs = variables.stream().map(Variable::asOutput).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), outputs);
    // No variable changes before all gradients are known: other gradients still read it.
    Ops after = tf.withControlDependencies(gradients);
    for (int i = 0; i < gradients.length; i++) {
      Variable<TFloat32> variable = variables.get(i);
      updates.add(
          after.train.applyAdam(
              variable,
              moment(variable.shape()),
              moment(variable.shape()),
              power1,
              power2,
              rate,
              tf.constant(BETA1),
              tf.constant(BETA2),
              tf.constant(1e-7f),
              gradients[i].expect(TFloat32.class)));
    }
  }

  private Variable<TFloat32> moment(Shape shape) {
    Ops init = tf.withInitScope();
    Variable<TFloat32> moment = init.variable(shape, TFloat32.class);
    init.assign(moment, init.zeros(init.constant(shape.asArray()), TFloat32.class));
    return moment;
  }
}
