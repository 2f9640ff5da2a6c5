package dev.visualsimilarity.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.FeatureNorm;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.RandomData;
import dev.visualsimilarity.emulator.live.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  private static final List<Class<? extends Message>> TYPES =
      List.of(StringValue.class, BoolValue.class);

  @TempDir Path directory;

  @Test
  void givesBackWhatWasAppendedInOrder() throws IOException {
    write(List.of("a", "b"), List.of("c"));
    write(List.of("d"));

    assertThat(read()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aRewriteTakesThePlaceOfEverythingBefore() throws IOException {
    write(List.of("a"), List.of("b"));
    try (StateDirectory state = StateDirectory.open(directory, TYPES)) {
      state.replay(entry -> {});
      state.rewrite(List.of(StringValue.of("both")));
      state.append(List.of(StringValue.of("c")));
    }

    assertThat(read()).containsExactly("both", "c");
    assertThat(directory.resolve("journal.new")).doesNotExist();
  }

  /** Whatever length the file had when the process died, whole groups are there and no others. */
  @Test
  void aGroupThatWasCutOffIsDroppedAndOverwritten() throws IOException {
    write(List.of("first"), List.of("second", "third"));
    byte[] whole = Files.readAllBytes(journal());
    int secondGroup = whole.length - groupLength("second", "third");
    for (int length = secondGroup; length < whole.length; length++) {
      Files.write(journal(), Arrays.copyOf(whole, length));

      assertThat(read()).as("%d bytes", length).containsExactly("first");
      write(List.of("again"));
      assertThat(read()).as("%d bytes", length).containsExactly("first", "again");
    }
    byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, secondGroup), whole.length + 100);
    Files.write(journal(), zeros);
    assertThat(read()).containsExactly("first");
  }

  @Test
  void aDamagedJournalIsRefused() throws IOException {
    write(List.of("first"), List.of("second"));
    byte[] damaged = Files.readAllBytes(journal());
    damaged[Journal.HEADER_BYTES + Journal.GROUP_HEADER_BYTES + 3] ^= 1;
    Files.write(journal(), damaged);

    assertThatThrownBy(this::read)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("damaged at byte " + Journal.HEADER_BYTES);
  }

  @Test
  void aJournalOfAnotherVersionOrProgramIsRefused() throws IOException {
    write(List.of("first"));
    byte[] bytes = Files.readAllBytes(journal());
    bytes[Journal.MAGIC.length] = 9;
    Files.write(journal(), bytes);
    assertThatThrownBy(this::read)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("has version 9");

    Files.writeString(journal(), "something else");
    assertThatThrownBy(this::read)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("not a journal");
  }

  @Test
  void anEntryOfAnUnknownKindIsRefused() throws IOException {
    write(List.of("first"));
    try (StateDirectory state = StateDirectory.open(directory, List.of(BoolValue.class))) {
      assertThatThrownBy(() -> state.replay(entry -> {}))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("google.protobuf.StringValue");
    }
  }

  @Test
  void twoCannotShareADirectory() throws IOException {
    try (StateDirectory first = StateDirectory.open(directory, TYPES)) {
      first.replay(entry -> {});

      assertThatThrownBy(() -> StateDirectory.open(directory, TYPES))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("used by another emulator");
    }
    assertThat(read()).isEmpty();
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(directory.resolve("photo.jpg"), "x");

    assertThatThrownBy(() -> StateDirectory.open(directory, TYPES))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("photo.jpg");
  }

  @Test
  void keepsDatapointsUntilTheyAreReleased() throws IOException {
    try (StateDirectory state = StateDirectory.open(directory, TYPES)) {
      state.replay(entry -> {});
      Part part = state.keep(snapshot());
      Part forgotten = state.keep(snapshot());
      String name = part.directory().orElseThrow();

      assertThat(state.open(name).snapshot().size()).isEqualTo(20);
      state.releaseAllBut(Set.of(name));
      assertThat(directory.resolve("contents").toFile().list()).hasSize(1);
      assertThat(forgotten.snapshot().datapoint(3).id()).isNotEmpty();
      state.release(Set.of(name));
      assertThat(directory.resolve("contents").toFile().list()).isEmpty();
    }
  }

  private static IndexSnapshot snapshot() {
    IndexSnapshot.Builder builder =
        new IndexSnapshot.Builder(
            new IndexSettings(
                4, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.NONE, Optional.empty()));
    for (Datapoint datapoint : new RandomData(1, 4).datapoints(20)) {
      builder.put(datapoint);
    }
    return builder.build();
  }

  @SafeVarargs
  private void write(List<String>... groups) throws IOException {
    try (StateDirectory state = StateDirectory.open(directory, TYPES)) {
      state.replay(entry -> {});
      for (List<String> group : groups) {
        state.append(group.stream().map(StringValue::of).toList());
      }
    }
  }

  private List<String> read() throws IOException {
    List<String> entries = new ArrayList<>();
    try (StateDirectory state = StateDirectory.open(directory, TYPES)) {
      state.replay(entry -> entries.add(((StringValue) entry).getValue()));
    }
    return entries;
  }

  private static int groupLength(String... entries) {
    int length = Journal.GROUP_HEADER_BYTES;
    for (String entry : entries) {
      // An Any of this size takes one byte for its length.
      length += 1 + Any.pack(StringValue.of(entry)).getSerializedSize();
    }
    return length;
  }

  private Path journal() {
    return directory.resolve("journal");
  }
}
