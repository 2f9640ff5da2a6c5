package dev.visualsimilarity.indexdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Index data that a test writes and has checked. */
record CheckedData(Path directory) {

  /** Writes lines to a file, whose parents are made. */
  void write(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /** Checks; {@code dimensions} 0: those of the data. */
  IndexDataReport check(int dimensions) throws IOException {
    return check(new RecordRules(dimensions, false));
  }

  IndexDataReport check(RecordRules rules) throws IOException {
    LocalStorage storage = new LocalStorage();
    IndexDataFiles files = IndexDataFiles.list(storage, StorageUri.local(directory));
    List<Finding> all = new ArrayList<>();
    IndexDataReport report = new IndexDataCheck(storage, 2).run(files, rules, all::add);
    assertThat(all).hasSize((int) report.findingCount()).containsAll(report.firstFindings());
    return report;
  }

  /** Checks; returns the first findings as they are told. */
  List<String> findings() throws IOException {
    return texts(check(0));
  }

  static List<String> texts(IndexDataReport report) {
    return report.firstFindings().stream().map(Finding::toString).toList();
  }
}
