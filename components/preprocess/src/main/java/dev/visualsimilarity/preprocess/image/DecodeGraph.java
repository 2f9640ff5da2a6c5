package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
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
 * The TensorFlow graph that decodes a batch of images of one kind: one function an image (decode to
 * RGB, turn upright if asked for, times 1/255, ResizeBilinear with half-pixel centres), mapped over
 * the batch in one run.
 */
final class DecodeGraph implements AutoCloseable {

  private static final long CHANNELS = TensorSpec.CHANNELS;
  private static final float MAX_INTENSITY = 255f;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TString> contents;
  private final Placeholder<TInt32> layouts;
  private final List<ConcreteFunction> functions = new ArrayList<>();
  private final Map<ImageKind, Operand<?>> outputs = new HashMap<>();

  /**
   * Builds the graph.
   *
   * @param options of decoding
   * @param callers threads that will run it at a time; each run keeps to about one core
   */
  DecodeGraph(DecodeOptions options, int callers) {
    TensorSpec spec = options.spec();
    Ops tf = Ops.create(graph);
    contents = tf.placeholder(TString.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    layouts =
        tf.placeholder(
            TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, ImageLayout.NUMBERS)));
    Class<? extends TType> type = spec.type() == TensorType.FLOAT32 ? TFloat32.class : TUint8.class;
    Shape shape = Shape.of(spec.height(), spec.width(), CHANNELS);
    for (ImageKind kind : ImageKind.all(options.applyExifOrientation())) {
      ConcreteFunction function = ConcreteFunction.create(ops -> oneImage(ops, kind, spec));
      functions.add(function);
      List<Operand<?>> inputs = kind.hasLayout() ? List.of(contents, layouts) : List.of(contents);
      outputs.put(
          kind,
          tf.mapDefun(inputs, List.of(), List.of(type), List.of(shape), function).output().get(0));
    }
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(callers)
                .build());
  }

  /**
   * Decodes images of one kind.
   *
   * @param images files, or RGB samples row by row
   * @param layout of each image, in their order; only looked at for kinds that have one
   * @return the images as one tensor, batch first; the caller closes it
   */
  Tensor run(ImageKind kind, NdArray<byte[]> images, List<ImageLayout> layout) {
    try (TString input = TString.tensorOfBytes(images);
        TInt32 numbers = ImageLayout.tensor(kind.hasLayout() ? layout : List.of())) {
      Session.Runner runner = session.runner().feed(contents, input);
      if (kind.hasLayout()) {
        runner.feed(layouts, numbers);
      }
      return runner.fetch(outputs.get(kind)).run().get(0);
    }
  }

  @Override
  public void close() {
    session.close();
    functions.forEach(ConcreteFunction::close);
    graph.close();
  }

  private static Signature oneImage(Ops tf, ImageKind kind, TensorSpec spec) {
    Placeholder<TString> image = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TInt32> layout =
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(ImageLayout.NUMBERS)));
    Operand<TUint8> stored = rgb(tf, kind.source(), image, layout);
    Operand<TUint8> rgb = kind.turned() ? ImageLayout.turned(tf, stored, layout) : stored;
    Operand<TFloat32> intensity =
        tf.math.mul(tf.dtypes.cast(rgb, TFloat32.class), tf.constant(1f / MAX_INTENSITY));
    Operand<TFloat32> resized =
        tf.squeeze(
            tf.image.resizeBilinear(
                tf.expandDims(intensity, tf.constant(0)),
                tf.constant(new int[] {spec.height(), spec.width()}),
                ResizeBilinear.halfPixelCenters(true),
                ResizeBilinear.alignCorners(false)));
    Operand<?> output = spec.type() == TensorType.FLOAT32 ? resized : rounded(tf, resized);
    Signature.Builder signature = Signature.builder().key(kind.name()).input("contents", image);
    if (kind.hasLayout()) {
      signature.input("layout", layout);
    }
    return signature.output("tensor", output).build();
  }

  private static Operand<TUint8> rounded(Ops tf, Operand<TFloat32> intensity) {
    return tf.dtypes.cast(
        tf.math.round(tf.math.mul(intensity, tf.constant(MAX_INTENSITY))), TUint8.class);
  }

  private static Operand<TUint8> rgb(
      Ops tf, ImageKind.Source source, Operand<TString> image, Operand<TInt32> layout) {
    return switch (source) {
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
      case SAMPLES ->
          tf.reshape(tf.io.decodeRaw(image, TUint8.class), ImageLayout.storedShape(tf, layout));
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
