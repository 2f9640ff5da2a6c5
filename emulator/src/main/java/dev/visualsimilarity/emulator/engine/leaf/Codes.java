package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import dev.visualsimilarity.emulator.engine.kernel.WideKernels;
import dev.visualsimilarity.emulator.engine.vectors.Measure;
import dev.visualsimilarity.emulator.engine.vectors.RowCursor;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The codes of all rows, leaf by leaf. Immutable. */
final class Codes {
  /** With fewer components than that, a row is compared exactly as fast. */
  private static final int MIN_DIMENSIONS = 128;

  /** Fewer signs tell too little apart; short vectors are rotated in a longer space. */
  private static final int MIN_BITS = 512;

  /** Times the longest row that has a code, its square root is a float. */
  private static final double MAX_SQUARED_LENGTH = 1e30;

  private final Rotation rotation;
  private final List<LeafCodes> leaves;

  private Codes(Rotation rotation, List<LeafCodes> leaves) {
    this.rotation = rotation;
    this.leaves = List.copyOf(leaves);
  }

  /**
   * Codes of the rows of a space; none for short vectors, for the L1 distance, which dot products
   * do not tell, and where a vector's square leaves the range of floats.
   */
  static Optional<Codes> build(VectorSpace space, Leaves leaves) {
    if (!fit(space)) {
      return Optional.empty();
    }
    Rotation rotation = new Rotation(bits(space));
    List<LeafCodes> codes =
        IntStream.range(0, leaves.count())
            .parallel()
            .mapToObj(leaf -> leafCodes(space, leaves, leaf, rotation))
            .toList();
    return codes.stream().allMatch(LeafCodes::isFinite)
        ? Optional.of(new Codes(rotation, codes))
        : Optional.empty();
  }

  static Codes read(PayloadReader in, VectorSpace space, Leaves leaves) throws IOException {
    List<LeafCodes> codes = new ArrayList<>();
    for (int leaf = 0; leaf < leaves.count(); leaf++) {
      codes.add(LeafCodes.read(in, leaves.size(leaf), bits(space) / Long.SIZE));
    }
    return new Codes(new Rotation(bits(space)), codes);
  }

  void write(PayloadWriter out) throws IOException {
    for (LeafCodes codes : leaves) {
      codes.write(out);
    }
  }

  LeafCodes ofLeaf(int leaf) {
    return leaves.get(leaf);
  }

  /**
   * A prepared query in the form that {@link LeafCodes} compares; none if it is so long that
   * estimates could leave the range of floats.
   */
  Optional<CodedQuery> query(float[] prepared) {
    double squaredLength = WideKernels.dot(prepared, 0, prepared, 0, prepared.length);
    return squaredLength > MAX_SQUARED_LENGTH
        ? Optional.empty()
        : Optional.of(new CodedQuery(rotation.apply(prepared)));
  }

  private static boolean fit(VectorSpace space) {
    return space.dimensions() >= MIN_DIMENSIONS && space.measure() != Measure.L1;
  }

  private static int bits(VectorSpace space) {
    int words = (space.dimensions() + Long.SIZE - 1) / Long.SIZE;
    return Math.max(MIN_BITS, words * Long.SIZE);
  }

  private static LeafCodes leafCodes(
      VectorSpace space, Leaves leaves, int leaf, Rotation rotation) {
    LeafCodes codes = new LeafCodes(leaves.size(leaf), bits(space) / Long.SIZE);
    RowCursor cursor = space.vectors().cursor();
    float[] center = leaves.centers().center(leaf);
    float[] residual = new float[space.dimensions()];
    for (int i = 0; i < leaves.size(leaf); i++) {
      space.copyPrepared(cursor, leaves.row(leaves.start(leaf) + i), residual, 0);
      double squaredLength = WideKernels.dot(residual, 0, residual, 0, residual.length);
      for (int d = 0; d < residual.length; d++) {
        residual[d] -= center[d];
      }
      codes.set(i, rotation.apply(residual), squaredLength);
    }
    return codes;
  }
}
