package dev.visualsimilarity.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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

  @Test
  void aChangeThatWasCutOffIsKeptAsideAndOverwritten() throws IOException {
    write(List.of("first"), List.of("second"));
    byte[] whole = Files.readAllBytes(journal());
    Files.write(journal(), Arrays.copyOf(whole, whole.length - 1));

    assertThat(read()).containsExactly("first");

    byte[] torn = Files.readAllBytes(directory.resolve("journal.torn"));
    assertThat(new String(torn, StandardCharsets.UTF_8)).endsWith("secon");
    assertThat(torn)
        .isEqualTo(Arrays.copyOfRange(whole, whole.length - 1 - torn.length, whole.length - 1));
    write(List.of("again"));
    assertThat(read()).containsExactly("first", "again");
  }

  @Test
  void aDamagedJournalIsRefusedByNameAndLeftAsItIs() throws IOException {
    write(List.of("first"), List.of("second"));
    byte[] damaged = Files.readAllBytes(journal());
    damaged[Journal.HEADER_BYTES] ^= 0x40;
    Files.write(journal(), damaged);

    assertThatThrownBy(this::read)
        .isInstanceOf(StateException.class)
        .hasMessageContaining(journal() + " is damaged at byte " + Journal.HEADER_BYTES);
    assertThat(journal()).hasBinaryContent(damaged);
  }

  /** Once the file was replaced, the old one has no name: what is appended to it is lost. */
  @Test
  void afterARewriteThatFailedAtItsEndNothingIsAppendedToTheOldFile() throws IOException {
    AtomicBoolean full = new AtomicBoolean();
    try (StateDirectory state =
        StateDirectory.open(
            directory,
            TYPES,
            path -> {
              if (full.get()) {
                throw new IOException("no space left");
              }
            })) {
      state.replay(entry -> {});
      state.append(List.of(StringValue.of("a")));
      full.set(true);
      assertThatThrownBy(() -> state.rewrite(List.of(StringValue.of("a"))))
          .hasMessage("no space left");
      state.append(List.of(StringValue.of("b")));
    }

    assertThat(read()).containsExactly("a", "b");
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
          .isInstanceOf(StateInUseException.class)
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
    assertThat(directory.toFile().list()).containsExactly("photo.jpg");
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

  private Path journal() {
    return directory.resolve("journal");
  }
}
