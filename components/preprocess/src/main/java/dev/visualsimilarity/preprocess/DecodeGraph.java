package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.preprocess.format.ImageFormat;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The TensorFlow graph that decodes a batch of encoded images of one format: one function an image
 * (decode to RGB, times 1/255, ResizeBilinear with half-pixel centres), mapped over the batch in
 * one run.
 */
final class DecodeGraph implements AutoCloseable {

  private static final long CHANNELS = TensorSpec.CHANNELS;
  private static final float MAX_INTENSITY = 255f;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TString> contents;
  private final Map<ImageFormat, ConcreteFunction> functions = new EnumMap<>(ImageFormat.class);
  private final Map<ImageFormat, Operand<?>> outputs = new EnumMap<>(ImageFormat.class);

  /**
   * Builds the graph.
   *
   * @param callers threads that will run it at a time; each run keeps to about one core
   */
  DecodeGraph(TensorSpec spec, int callers) {
    Ops tf = Ops.create(graph);
    contents = tf.placeholder(TString.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    Class<? extends TType> type = spec.type() == TensorType.FLOAT32 ? TFloat32.class : TUint8.class;
    Shape shape = Shape.of(spec.height(), spec.width(), CHANNELS);
    for (ImageFormat format : ImageFormat.values()) {
      ConcreteFunction function = ConcreteFunction.create(ops -> oneImage(ops, format, spec));
      functions.put(format, function);
      outputs.put(
          format,
          tf.mapDefun(List.of(contents), List.of(), List.of(type), List.of(shape), function)
              .output()
              .get(0));
    }
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(callers)
                .build());
  }

  /** The images as one tensor, batch first; the caller closes it. */
  Tensor run(ImageFormat format, NdArray<byte[]> images) {
    try (TString input = TString.tensorOfBytes(images)) {
      return session.runner().feed(contents, input).fetch(outputs.get(format)).run().get(0);
    }
  }

  @Override
  public void close() {
    session.close();
    functions.values().forEach(ConcreteFunction::close);
    graph.close();
  }

  private static Signature oneImage(Ops tf, ImageFormat format, TensorSpec spec) {
    Placeholder<TString> image = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> intensity =
        tf.math.mul(
            tf.dtypes.cast(rgb(tf, format, image), TFloat32.class),
            tf.constant(1f / MAX_INTENSITY));
    Operand<TFloat32> resized =
        tf.squeeze(
            tf.image.resizeBilinear(
                tf.expandDims(intensity, tf.constant(0)),
                tf.constant(new int[] {spec.height(), spec.width()}),
                ResizeBilinear.halfPixelCenters(true),
                ResizeBilinear.alignCorners(false)));
    Operand<?> output = spec.type() == TensorType.FLOAT32 ? resized : rounded(tf, resized);
    return Signature.builder()
        .key("decode_" + format)
        .input("contents", image)
        .output("tensor", output)
        .build();
  }

  private static Operand<TUint8> rounded(Ops tf, Operand<TFloat32> intensity) {
    return tf.dtypes.cast(
        tf.math.round(tf.math.mul(intensity, tf.constant(MAX_INTENSITY))), TUint8.class);
  }

  private static Operand<TUint8> rgb(Ops tf, ImageFormat format, Operand<TString> image) {
    return switch (format) {
      case JPEG -> tf.image.decodeJpeg(image, DecodeJpeg.channels(CHANNELS));
      case PNG -> tf.image.decodePng(image, TUint8.class, DecodePng.channels(CHANNELS));
      // Of an animation, the first frame.
      case GIF ->
          tf.image.decodeImage(
              image,
              TUint8.class,
              DecodeImage.channels(CHANNELS),
              DecodeImage.expandAnimations(false));
      case BMP -> bmpAsRgb(tf, tf.image.decodeBmp(image));
    };
  }

  /** DecodeBmp gives the file's own 1, 3 or 4 channels and cannot convert: grey, RGB or RGBA. */
  private static Operand<TUint8> bmpAsRgb(Ops tf, Operand<TUint8> image) {
    Operand<TInt32> channels = tf.gather(tf.shape(image), tf.constant(2), tf.constant(0));
    return tf.gather(
        image,
        tf.math.minimum(tf.constant(new int[] {0, 1, 2}), tf.math.sub(channels, tf.constant(1))),
        tf.constant(2));
  }
}
