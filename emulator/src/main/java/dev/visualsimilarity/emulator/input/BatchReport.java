package dev.visualsimilarity.emulator.input;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param files one entry a data file
 * @param dataBytes the size of all of them
 */
public record BatchReport(List<FileReport> files, long dataBytes) {

  /** Copies the list. */
  public BatchReport {
    files = List.copyOf(files);
  }

  /** The files with refused records. */
  public List<String> invalidFiles() {
    return files.stream().filter(file -> file.invalidCount() > 0).map(FileReport::uri).toList();
  }
}
