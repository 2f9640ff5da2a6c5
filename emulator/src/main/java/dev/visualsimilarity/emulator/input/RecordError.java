package dev.visualsimilarity.emulator.input;

import dev.visualsimilarity.datapoint.RecordErrorType;

/**
 * One refused record.
 *
 * @param type the kind of mistake
 * @param message what is wrong, with the file and the line
 * @param id the record's id; empty where it could not be read
 * @param rawRecord the beginning of the line
 */
public record RecordError(RecordErrorType type, String message, String id, String rawRecord) {}
