package dev.visualsimilarity.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.file.IndexFileException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedSnapshotTest {
  private static final Optional<TreeAhSettings> TREE_AH =
      Optional.of(new TreeAhSettings(10, 0.3, 20));

  @TempDir Path folder;

  @Property(tries = 60)
  void anOpenedIndexAnswersAsTheSavedOneDid(
      @ForAll long seed,
      @ForAll @IntRange(max = 80) int count,
      @ForAll @IntRange(min = 1, max = 300) int dimensions,
      @ForAll DistanceMeasure measure,
      @ForAll FeatureNorm norm,
      @ForAll boolean approximate)
      throws IOException {
    RandomData data = new RandomData(seed, dimensions);
    IndexSnapshot saved =
        build(
            new IndexSettings(dimensions, measure, norm, approximate ? TREE_AH : Optional.empty()),
            data.datapoints(count));
    Path directory = Files.createTempDirectory("snapshot");
    try {
      saved.save(directory);
      IndexSnapshot opened = IndexSnapshot.open(directory);

      assertThat(opened.settings()).isEqualTo(saved.settings());
      assertThat(opened.numericTypes()).isEqualTo(saved.numericTypes());
      assertThat(opened.size()).isEqualTo(count);
      for (int row = 0; row < count; row++) {
        assertThat(opened.id(row)).isEqualTo(saved.id(row));
        assertThat(opened.attributes(row)).isEqualTo(saved.attributes(row));
        assertThat(opened.datapoint(row).vector()).containsExactly(saved.datapoint(row).vector());
        assertThat(opened.rowOf(saved.id(row))).hasValue(row);
      }
      List<Query> queries = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        queries.add(Query.of(data.vector(), data.upTo(10)).withFilter(data.filter()));
        queries.add(Query.of(data.vector(), data.upTo(10)).withPerCrowdingTag(1));
      }
      assertThat(opened.search(queries)).isEqualTo(saved.search(queries));
    } finally {
      delete(directory);
    }
  }

  @Test
  void anIndexThatWasOpenedCanBeSavedAgainAndMoved() throws IOException {
    IndexSnapshot built = sample();
    built.save(folder.resolve("first"));
    IndexSnapshot opened = IndexSnapshot.open(folder.resolve("first"));
    Files.move(folder.resolve("first"), folder.resolve("moved"));
    opened.save(folder.resolve("second"));

    for (String file : List.of("index.bin", "vectors.bin", "datapoints.bin", "leaves.bin")) {
      assertThat(folder.resolve("second").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("moved").resolve(file));
    }
  }

  @Test
  void aSearchFindsLiveRowsOnly() throws IOException {
    IndexSnapshot built = sample();
    built.save(folder.resolve("index"));
    BitSet live = new BitSet();
    live.set(3);
    live.set(5, 9);
    for (IndexSnapshot index : List.of(built, IndexSnapshot.open(folder.resolve("index")))) {
      List<Query> queries = List.of(Query.of(index.datapoint(0).vector(), 100));

      assertThat(index.search(queries, live).get(0))
          .extracting(Neighbor::row)
          .containsExactlyInAnyOrder(3, 5, 6, 7, 8);
    }
  }

  @Test
  void theDatapointsOfSomeRowsMakeANewIndex() {
    IndexSnapshot before = sample();
    BitSet rows = new BitSet();
    rows.set(2);
    rows.set(4);
    IndexSnapshot after = new IndexSnapshot.Builder(before.settings()).putAll(before, rows).build();

    assertThat(after.size()).isEqualTo(2);
    assertThat(after.id(1)).isEqualTo(before.id(4));
    assertThat(after.datapoint(1).vector()).containsExactly(before.datapoint(4).vector());
  }

  @Test
  void aFlippedBitAnywhereIsRefused() throws IOException {
    Path directory = folder.resolve("index");
    sample().save(directory);
    for (Path file : files(directory)) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += at < 64 ? 1 : 1 + whole.length / 100) {
        byte[] damaged = whole.clone();
        damaged[at] = (byte) (damaged[at] ^ 1 << (at % 8));
        Files.write(file, damaged);

        assertThatThrownBy(() -> IndexSnapshot.open(directory))
            .as("byte %d of %s", at, file)
            .isInstanceOf(IndexFileException.class)
            .hasMessageContaining(file.toString());
      }
      Files.write(file, whole);
    }
    assertThat(IndexSnapshot.open(directory).size()).isEqualTo(sample().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 63, 64, -1})
  void aFileThatWasCutOffIsRefused(int length) throws IOException {
    Path directory = folder.resolve("index");
    sample().save(directory);
    for (Path file : files(directory)) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));

      assertThatThrownBy(() -> IndexSnapshot.open(directory))
          .isInstanceOf(IndexFileException.class)
          .hasMessageContainingAll(file.toString(), "damaged", "build the index again");
      Files.write(file, whole);
    }
  }

  @Test
  void anotherVersionIsRefusedAndNamed() throws IOException {
    Path directory = folder.resolve("index");
    sample().save(directory);
    Path file = directory.resolve("index.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 77;
    Files.write(file, bytes);

    assertThatThrownBy(() -> IndexSnapshot.open(directory))
        .isInstanceOf(IndexFileException.class)
        .hasMessageContainingAll("index.bin", "version 77");
  }

  @Test
  void filesOfTwoIndexesDoNotPassForOne() throws IOException {
    sample().save(folder.resolve("one"));
    build(sample().settings(), new RandomData(8, 12).datapoints(30)).save(folder.resolve("two"));
    Files.copy(
        folder.resolve("two/vectors.bin"),
        folder.resolve("one/vectors.bin"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> IndexSnapshot.open(folder.resolve("one")))
        .isInstanceOf(IndexFileException.class)
        .hasMessageContaining("belongs to another index");
  }

  @Test
  void aDirectoryThatHoldsSomethingIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("note"), "mine");

    assertThatThrownBy(() -> sample().save(folder)).isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(folder).isDirectoryContaining(path -> path.endsWith("note"));
    assertThat(files(folder)).hasSize(1);
  }

  private static IndexSnapshot sample() {
    IndexSettings settings =
        new IndexSettings(
            12, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.UNIT_L2_NORM, TREE_AH);
    return build(settings, new RandomData(7, 12).datapoints(30));
  }

  private static IndexSnapshot build(IndexSettings settings, List<Datapoint> datapoints) {
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings);
    datapoints.forEach(builder::put);
    return builder.build();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    for (Path file : files(directory)) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
