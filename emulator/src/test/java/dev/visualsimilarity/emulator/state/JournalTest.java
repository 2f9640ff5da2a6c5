package dev.visualsimilarity.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a journal of which the end is missing, or a part is wrong. */
class JournalTest {
  private static final int BLOCK = 512;

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("journal");
  }

  /** Whatever length the file had when the process died, whole groups are there and no others. */
  @Test
  void aGroupThatIsNotWholeIsCutOff() throws IOException {
    int second = write("first");
    int end = write("first", "second");
    byte[] whole = Files.readAllBytes(path);
    for (int length = second; length < end; length++) {
      Files.write(path, Arrays.copyOf(whole, length));

      assertThat(read()).as("%d bytes", length).containsExactly("first");
      assertThat(new JournalReader(path).read(entry -> {})).isEqualTo(second);
    }
  }

  /** A machine that dies may have made the file longer before it wrote what is in it. */
  @Test
  void aGroupOfWhichBlocksWereNotWrittenIsCutOff() throws IOException {
    int second = write("first");
    int end = write("first", "x".repeat(5 * BLOCK));
    byte[] whole = Files.readAllBytes(path);
    for (int from = second; from < end; from = BLOCK * (from / BLOCK + 1)) {
      byte[] torn = whole.clone();
      Arrays.fill(torn, from, Math.min(end, BLOCK * (from / BLOCK + 1)), (byte) 0);
      Files.write(path, torn);
      assertThat(read()).as("zeros in a block from %d", from).containsExactly("first");

      Arrays.fill(torn, from, end, (byte) 0);
      Files.write(path, torn);
      assertThat(read()).as("zeros from %d on", from).containsExactly("first");
    }
    Files.write(path, Arrays.copyOf(Arrays.copyOf(whole, second), end + 100));
    assertThat(read()).containsExactly("first");
  }

  @Test
  void anyWrongByteIsDamageAndIsToldWithItsPlace() throws IOException {
    int second = write("first");
    int third = write("first", "second");
    int end = write("first", "second", "third");
    byte[] whole = Files.readAllBytes(path);
    for (int i = Journal.HEADER_BYTES; i < end; i++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) (1 << bit);
        Files.write(path, damaged);

        int group = i < second ? Journal.HEADER_BYTES : i < third ? second : third;
        assertThatThrownBy(this::read)
            .as("bit %d of byte %d", bit, i)
            .isInstanceOf(StateException.class)
            .hasMessageContaining(path + " is damaged at byte " + group);
      }
    }
  }

  /** A lost block before others is no group that was being written. */
  @Test
  void zerosBeforeAWholeGroupAreDamage() throws IOException {
    int second = write("first");
    write("first", "x".repeat(5 * BLOCK), "third");
    byte[] whole = Files.readAllBytes(path);
    for (int from : new int[] {second, BLOCK, 3 * BLOCK}) {
      byte[] damaged = whole.clone();
      Arrays.fill(damaged, from, BLOCK * (from / BLOCK + 1), (byte) 0);
      Files.write(path, damaged);

      assertThatThrownBy(this::read)
          .as("zeros from %d", from)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("damaged at byte " + second);
    }
  }

  @Test
  void aFileOfAnotherVersionOrProgramIsRefused() throws IOException {
    write("first");
    byte[] bytes = Files.readAllBytes(path);
    for (int version : new int[] {1, 9}) {
      bytes[Journal.MAGIC.length] = (byte) version;
      Files.write(path, bytes);
      assertThatThrownBy(this::read)
          .isInstanceOf(StateException.class)
          .hasMessageContaining(path + " has version " + version);
    }

    Files.writeString(path, "something else");
    assertThatThrownBy(this::read)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("not a journal");
  }

  /** A new file with a group for each entry; the answer is its length. */
  private int write(String... entries) throws IOException {
    Files.deleteIfExists(path);
    try (Journal journal = Journal.create(path)) {
      for (String entry : entries) {
        journal.add(List.of(StringValue.of(entry)));
      }
      return (int) journal.size();
    }
  }

  private List<String> read() throws IOException {
    List<String> entries = new ArrayList<>();
    long unused =
        new JournalReader(path)
            .read(
                entry -> {
                  try {
                    entries.add(entry.unpack(StringValue.class).getValue());
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    return entries;
  }
}
