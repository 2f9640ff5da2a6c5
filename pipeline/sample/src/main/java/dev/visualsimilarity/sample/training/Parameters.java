package dev.visualsimilarity.sample.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The trainable variables of one graph, in the order of their creation. Values are set from and
 * read into arrays, so that a graph for serving can take over what a graph for training learned.
 */
final class Parameters {

  private record Parameter(
      Variable<TFloat32> variable,
      Placeholder<TFloat32> value,
      Op assign,
      Shape shape,
      int fanIn) {}

  private final Ops tf;
  private final List<Parameter> parameters = new ArrayList<>();

  Parameters(Ops tf) {
    this.tf = tf;
  }

  /**
   * Adds a variable.
   *
   * @param fanIn number of inputs that one output sums over; 0 for a bias, which starts at 0
   */
  Variable<TFloat32> add(String name, int fanIn, long... dimensions) {
    Shape shape = Shape.of(dimensions);
    // Not in the initialisation scope: the values are fed, and initialize() feeds nothing.
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    parameters.add(new Parameter(variable, value, tf.assign(variable, value), shape, fanIn));
    return variable;
  }

  List<Variable<TFloat32>> variables() {
    return parameters.stream().map(Parameter::variable).toList();
  }

  /**
   * Random starting values: normal with variance 2 / fan-in (He et al., "Delving Deep into
   * Rectifiers", 2015).
   */
  List<float[]> initialValues(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> values = new ArrayList<>();
    for (Parameter parameter : parameters) {
      float[] value = new float[(int) parameter.shape().size()];
      if (parameter.fanIn() > 0) {
        double deviation = Math.sqrt(2.0 / parameter.fanIn());
        for (int i = 0; i < value.length; i++) {
          value[i] = (float) (deviation * random.nextGaussian());
        }
      }
      values.add(value);
    }
    return values;
  }

  /** Sets the first variables to the values; there may be more values than variables. */
  void assign(Session session, List<float[]> values) {
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      try (TFloat32 tensor = TFloat32.tensorOf(parameter.shape(), DataBuffers.of(values.get(i)))) {
        session.runner().feed(parameter.value(), tensor).addTarget(parameter.assign()).run();
      }
    }
  }

  /** The values of all variables. */
  List<float[]> read(Session session) {
    List<float[]> values = new ArrayList<>();
    for (Parameter parameter : parameters) {
      try (Tensor tensor = session.runner().fetch(parameter.variable()).run().get(0)) {
        float[] value = new float[(int) parameter.shape().size()];
        ((TFloat32) tensor).copyTo(DataBuffers.of(value, false, false));
        values.add(value);
      }
    }
    return values;
  }
}
