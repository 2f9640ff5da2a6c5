package dev.visualsimilarity.emulator.input;

import java.util.List;

/**
 * What became of one data file.
 *
 * @param uri the file
 * @param validCount records taken
 * @param invalidCount records refused
 * @param errors the first of the refused
 */
public record FileReport(String uri, long validCount, long invalidCount, List<RecordError> errors) {

  /** Copies the list. */
  public FileReport {
    errors = List.copyOf(errors);
  }
}
