package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.error.UserException;
import java.util.Locale;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import picocli.CommandLine.ITypeConverter;

/** The numbers that a model computes with. */
public enum Precision {
  /** As the model was exported. */
  FLOAT32(4),
  /**
   * Convolutions and products of matrices in bfloat16 (8 bits of mantissa), by oneDNN's automatic
   * mixed precision: faster on a processor that has instructions for it, at a price in accuracy.
   */
  BFLOAT16(16);

  private final int batchSize;

  Precision(int batchSize) {
    this.batchSize = batchSize;
  }

  /**
   * Images in a call of the model, where nobody says otherwise. A fixed number, since another one
   * gives other roundings: in float32 so few that the activations of a common model stay in the
   * cache of a core.
   */
  public int batchSize() {
    return batchSize;
  }

  /** {@code float32} or {@code bfloat16}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a wire name; empty text is {@code float32}.
   *
   * @throws UserException if there is no such precision
   */
  public static Precision parse(String text) {
    return switch (text.strip()) {
      case "", "float32" -> FLOAT32;
      case "bfloat16" -> BFLOAT16;
      default ->
          throw UserException.badParameter(
              "precision '%s' is unknown; allowed are float32 and bfloat16".formatted(text));
    };
  }

  /** What makes TensorFlow compute so. */
  GraphOptions graphOptions() {
    RewriterConfig.Builder rewrites = RewriterConfig.newBuilder();
    if (this == BFLOAT16) {
      rewrites.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return GraphOptions.newBuilder().setRewriteOptions(rewrites).build();
  }

  /** Reads a flag's value. */
  public static final class Converter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String text) {
      return parse(text);
    }
  }
}
