package dev.visualsimilarity.savedmodel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarUnpackerTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/x", "../model2/x"})
  void writesNothingOutsideOfItsFolder(String name) throws IOException {
    byte[] tar = tar(entry(name, 3));
    assertThatThrownBy(() -> unpack(tar))
        .isInstanceOf(UserException.class)
        .hasMessage("archive m.tar holds '%s', which leaves the directory of the model", name);
    assertThat(folder).isDirectoryNotContaining(file -> file.getFileName().toString().equals("x"));
  }

  @Test
  void refusesLinks() throws IOException {
    TarArchiveEntry symbolic = new TarArchiveEntry("a", TarConstants.LF_SYMLINK);
    symbolic.setLinkName("/etc/passwd");
    TarArchiveEntry hard = new TarArchiveEntry("a", TarConstants.LF_LINK);
    hard.setLinkName("../b");
    for (TarArchiveEntry link : new TarArchiveEntry[] {symbolic, hard}) {
      byte[] tar = tar(link);
      assertThatThrownBy(() -> unpack(tar))
          .hasMessageContaining("holds 'a', which is a link or a device");
    }
  }

  @Test
  void keepsToItsLimits() throws IOException {
    byte[] big = tar(entry("a", 60), entry("b", 41));
    assertThatThrownBy(() -> unpack(big))
        .hasMessage("archive m.tar has more than 100 bytes unpacked");
    byte[] many = tar(entry("a", 1), entry("b", 1), entry("c", 1), entry("d", 1));
    assertThatThrownBy(() -> unpack(many)).hasMessage("archive m.tar has more than 3 entries");
    unpack(tar(entry("a", 60), entry("e/f", 40)));
    assertThat(folder.resolve("model/e/f")).hasContent("x".repeat(40));
  }

  @Test
  void whatIsNoArchiveSaysSo() {
    byte[] page = "<!doctype html>".repeat(100).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> unpack(page))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("archive m.tar is damaged, cut off or no tar archive");
    assertThatThrownBy(() -> unpack(new byte[0]))
        .hasMessage("archive m.tar is empty or no tar archive");
  }

  private void unpack(byte[] tar) throws IOException {
    new TarUnpacker(100, 3).unpack("m.tar", new ByteArrayInputStream(tar), folder.resolve("model"));
  }

  private static TarArchiveEntry entry(String name, int size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(size);
    return entry;
  }

  private static byte[] tar(TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        tar.write("x".repeat((int) entry.getSize()).getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
