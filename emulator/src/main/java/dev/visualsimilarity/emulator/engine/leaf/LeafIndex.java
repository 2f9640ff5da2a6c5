package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.exact.ExactIndex;
import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import dev.visualsimilarity.emulator.engine.search.Search;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.search.VectorIndex;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model of the service's tree-AH index. Rows are grouped into leaves by k-means. A query looks
 * into the leaves whose centres are nearest; there, it estimates distances from codes of the rows'
 * residuals ({@link LeafCodes}) and keeps the best candidates, and compares these exactly.
 *
 * <p>Everything is compared exactly, and nothing missed, by a query that looks into all leaves, and
 * by one whose filter lets no more rows through than the leaves would hold: that costs no more. A
 * query that finds fewer rows than it asks for in its share of the leaves looks into more.
 */
public final class LeafIndex implements VectorIndex {
  /**
   * Training takes time by leaves times rows, and a query looks at every centre: more leaves than
   * that make nothing faster.
   */
  static final int MAX_LEAVES = 4096;

  /** Keeps 0.07 * 100 from becoming 8 leaves. */
  private static final double ROUNDING = 1e-9;

  private final VectorSpace space;
  private final int[] rankOfRow;
  private final Leaves leaves;
  private final Optional<Codes> codes;
  private final ExactIndex exact;

  private LeafIndex(VectorSpace space, int[] rankOfRow, Leaves leaves, Optional<Codes> codes) {
    this.space = space;
    this.rankOfRow = rankOfRow;
    this.leaves = leaves;
    this.codes = codes;
    this.exact = new ExactIndex(space, rankOfRow);
  }

  /**
   * Trains an index whose leaves have {@code leafNodeEmbeddingCount} rows on average, or more where
   * there would be more than {@link #MAX_LEAVES}.
   */
  public static LeafIndex build(VectorSpace space, int[] rankOfRow, int leafNodeEmbeddingCount) {
    Leaves leaves = KMeans.partition(space, leafCount(space.rows(), leafNodeEmbeddingCount));
    return new LeafIndex(space, rankOfRow, leaves, Codes.build(space, leaves));
  }

  static int leafCount(int rows, int leafNodeEmbeddingCount) {
    int wanted = (int) Math.ceil((double) rows / leafNodeEmbeddingCount);
    return Math.max(1, Math.min(MAX_LEAVES, wanted));
  }

  /** Reads what {@link #write} has written of an index of the same space. */
  public static LeafIndex read(PayloadReader in, VectorSpace space, int[] rankOfRow)
      throws IOException {
    Leaves leaves = Leaves.read(in, space.rows(), space.dimensions());
    Optional<Codes> codes =
        in.readByte() == 0 ? Optional.empty() : Optional.of(Codes.read(in, space, leaves));
    return new LeafIndex(space, rankOfRow, leaves, codes);
  }

  /**
   * Writes the leaves ({@link Leaves#write}), a byte, which is 1 if the rows have codes, and these,
   * in the order of the leaves and within a leaf of the rows ({@link LeafCodes#write}).
   */
  public void write(PayloadWriter out) throws IOException {
    leaves.write(out);
    out.writeByte(codes.isPresent() ? 1 : 0);
    if (codes.isPresent()) {
      codes.get().write(out);
    }
  }

  @Override
  public List<TopRows> candidates(List<Search> searches) {
    int[] exactly =
        IntStream.range(0, searches.size()).filter(i -> isExact(searches.get(i))).toArray();
    TopRows[] tops = new TopRows[searches.size()];
    List<TopRows> exactTops =
        exact.candidates(Arrays.stream(exactly).mapToObj(searches::get).toList());
    for (int i = 0; i < exactly.length; i++) {
      tops[exactly[i]] = exactTops.get(i);
    }
    IntStream.range(0, tops.length)
        .filter(i -> tops[i] == null)
        .parallel()
        .forEach(i -> tops[i] = probe(searches.get(i)));
    return List.of(tops);
  }

  private boolean isExact(Search search) {
    int probes = probes(search.leafFraction());
    long probedRows = (long) space.rows() * probes / leaves.count();
    return probes == leaves.count()
        || (search.matching().isPresent() && search.matchCount(space.rows()) <= probedRows);
  }

  private TopRows probe(Search search) {
    LeafProbe probe = new LeafProbe(space, rankOfRow, leaves, codes, search);
    return probe.run(probes(search.leafFraction()));
  }

  private int probes(double fraction) {
    int probes = (int) Math.ceil(fraction * leaves.count() - ROUNDING);
    return Math.max(1, Math.min(leaves.count(), probes));
  }
}
