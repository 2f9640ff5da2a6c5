package dev.visualsimilarity.emulator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.FeatureNorm;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.Query;
import dev.visualsimilarity.emulator.engine.RandomData;
import dev.visualsimilarity.emulator.engine.TreeAhSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class LiveSnapshotTest {
  private static final int DIMENSIONS = 4;
  private static final IndexSettings EXACT =
      new IndexSettings(
          DIMENSIONS, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.NONE, Optional.empty());

  /** Changed contents and contents built at once must not differ in any answer. */
  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void changedContentsAnswerLikeContentsBuiltAtOnce(
      @ForAll long seed, @ForAll DistanceMeasure measure, @ForAll boolean approximate) {
    RandomData data = new RandomData(seed, DIMENSIONS);
    Random random = new Random(seed);
    IndexSettings settings =
        new IndexSettings(
            DIMENSIONS,
            measure,
            FeatureNorm.NONE,
            approximate ? Optional.of(new TreeAhSettings(5, 1, 1000)) : Optional.empty());
    Map<String, Datapoint> expected = new TreeMap<>();
    List<Datapoint> initial = data.datapoints(random.nextInt(40));
    initial.forEach(datapoint -> expected.put(datapoint.id(), datapoint));
    LiveSnapshot contents = LiveSnapshot.of(Part.inMemory(built(settings, initial)));
    for (int i = random.nextInt(12); i >= 0; i--) {
      Set<String> removed = ids(random, data.datapoints(50));
      List<Datapoint> added = data.datapoints(random.nextInt(60));
      added = added.subList(random.nextInt(added.size() + 1), added.size());
      removed.forEach(expected::remove);
      added.forEach(datapoint -> expected.put(datapoint.id(), datapoint));
      contents =
          contents.plus(
              new Change(removed, Part.inMemory(built(LiveSnapshot.exact(settings), added))));
    }

    IndexSnapshot whole = built(settings, List.copyOf(expected.values()));
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      queries.add(
          Query.of(data.vector(), 1 + random.nextInt(30))
              .withFilter(data.filter())
              .withPerCrowdingTag(random.nextInt(4)));
    }
    assertThat(contents.size()).isEqualTo(expected.size());
    assertThat(rows(contents.search(queries)))
        .isEqualTo(rows(LiveSnapshot.of(Part.inMemory(whole)).search(queries)));
    assertThat(rows(LiveSnapshot.of(Part.inMemory(contents.compacted())).search(queries)))
        .isEqualTo(rows(contents.search(queries)));
    for (Datapoint datapoint : data.datapoints(60)) {
      assertThat(contents.find(datapoint.id()).map(Datapoint::attributes))
          .isEqualTo(Optional.ofNullable(expected.get(datapoint.id())).map(Datapoint::attributes));
    }
  }

  @Test
  void isDueForCompactionAboveAFifthOfTheBase() {
    List<Datapoint> base = new RandomData(1, DIMENSIONS).datapoints(10);
    LiveSnapshot contents = LiveSnapshot.of(Part.inMemory(built(EXACT, base)));

    LiveSnapshot fifth = contents.plus(removal(base.get(0), base.get(1)));
    assertThat(contents.isDueForCompaction()).isFalse();
    assertThat(fifth.isDueForCompaction()).isFalse();
    assertThat(fifth.plus(removal(base.get(2))).isDueForCompaction()).isTrue();
  }

  @Test
  void manySmallChangesKeepFewSegments() {
    LiveSnapshot contents =
        LiveSnapshot.of(
            Part.inMemory(built(EXACT, new RandomData(1, DIMENSIONS).datapoints(5000))));
    for (Datapoint datapoint : new RandomData(2, DIMENSIONS).datapoints(500)) {
      contents =
          contents.plus(new Change(Set.of(), Part.inMemory(built(EXACT, List.of(datapoint)))));
    }

    assertThat(contents.parts()).hasSizeLessThan(12);
    assertThat(contents.size()).isEqualTo(5000);
  }

  @Test
  void tellsTheRemovedIdsThatItsPartsStillHold() {
    List<Datapoint> base = new RandomData(1, DIMENSIONS).datapoints(3);
    LiveSnapshot contents =
        LiveSnapshot.of(Part.inMemory(built(EXACT, base)))
            .plus(removal(base.get(0), base.get(1)))
            .plus(new Change(Set.of(), Part.inMemory(built(EXACT, List.of(base.get(1))))));

    assertThat(contents.removedIds()).containsExactly(base.get(0).id());
  }

  private static Change removal(Datapoint... datapoints) {
    return new Change(
        Set.copyOf(List.of(datapoints).stream().map(Datapoint::id).toList()),
        Part.inMemory(IndexSnapshot.empty(EXACT)));
  }

  private static IndexSnapshot built(IndexSettings settings, List<Datapoint> datapoints) {
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings);
    datapoints.forEach(builder::put);
    return builder.build();
  }

  private static Set<String> ids(Random random, List<Datapoint> datapoints) {
    return Set.copyOf(
        datapoints.stream().filter(d -> random.nextInt(8) == 0).map(Datapoint::id).toList());
  }

  private static List<List<String>> rows(List<List<Hit>> results) {
    return results.stream()
        .map(hits -> hits.stream().map(hit -> hit.id() + " " + (hit.distance() + 0.0)).toList())
        .toList();
  }
}
