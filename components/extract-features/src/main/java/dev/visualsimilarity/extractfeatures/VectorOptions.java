package dev.visualsimilarity.extractfeatures;

import picocli.CommandLine.Option;

/** The flags that say how a model's vectors are made; one index takes one kind. A mixin. */
public final class VectorOptions {

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      converter = Precision.Converter.class,
      description =
          "float32, or bfloat16: faster on a processor with instructions for it, less exact (default: float32)")
  private Precision precision = Precision.FLOAT32;

  @Option(
      names = "--l2-normalize",
      arity = "1",
      paramLabel = "true|false",
      description = "divide every embedding by its Euclidean length (default: ${DEFAULT-VALUE})")
  private boolean l2Normalize;

  /** What the model computes with. */
  public Precision precision() {
    return precision;
  }

  /** What becomes of its vectors. */
  public VectorRules rules() {
    return new VectorRules(l2Normalize);
  }
}
