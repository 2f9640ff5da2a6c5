package dev.visualsimilarity.vertexai.operation;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.ContentValidationStats;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError;
import com.google.cloud.aiplatform.v1.UpdateIndexOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.vertexai.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the service found in index data. It keeps that in the metadata of the operation that read
 * them, and shows it nowhere.
 *
 * @param files of the data, in the service's order
 */
public record ValidationStats(List<ContentValidationStats> files) {

  private static final int MAX_RECORD = 200;

  /** Errors in a message; the artifact has all. */
  private static final int SHOWN_ERRORS = 50;

  private static final int SHOWN_FILES = 50;

  public ValidationStats {
    files = List.copyOf(files);
  }

  /** Reads an operation's metadata; without any figures, there are no files. */
  public static ValidationStats of(Operation operation) {
    return new ValidationStats(
        searchMetadata(operation.getMetadata()).getContentValidationStatsList());
  }

  /** Whether there are figures, and all of files in this directory, with or without a slash. */
  public boolean areOf(String directory) {
    String prefix = directory.endsWith("/") ? directory : directory + "/";
    return !files.isEmpty()
        && files.stream().allMatch(file -> file.getSourceGcsUri().startsWith(prefix));
  }

  /**
   * A table of the files with their numbers of valid and invalid records, and one of the bad
   * records, indented, each line after a line break; nothing if there are no files.
   */
  String table() {
    StringBuilder text = new StringBuilder();
    if (!files.isEmpty()) {
      text.append("%n  %10s %10s  %s".formatted("valid", "invalid", "file"));
    }
    for (ContentValidationStats file : files.subList(0, Math.min(SHOWN_FILES, files.size()))) {
      text.append(
          "%n  %10d %10d  %s"
              .formatted(
                  file.getValidRecordCount(),
                  file.getInvalidRecordCount(),
                  file.getSourceGcsUri()));
    }
    if (files.size() > SHOWN_FILES) {
      text.append("%n  and %d more files".formatted(files.size() - SHOWN_FILES));
    }
    List<RecordError> errors = errors();
    for (RecordError error : errors.subList(0, Math.min(SHOWN_ERRORS, errors.size()))) {
      text.append(
          "%n  %s  %s  id '%s': %s: %s"
              .formatted(
                  error.getErrorType(),
                  error.getSourceGcsUri(),
                  error.getEmbeddingId(),
                  OneLine.of(error.getErrorMessage()),
                  shortened(OneLine.of(error.getRawRecord()))));
    }
    if (errors.size() > SHOWN_ERRORS) {
      text.append("%n  and %d more bad records".formatted(errors.size() - SHOWN_ERRORS));
    }
    return text.toString();
  }

  /**
   * JSON Lines: {@code {"file", "valid", "invalid"}} for each file, {@code {"file", "id",
   * "error_type", "message", "record"}} for each bad record that the service names.
   */
  public String toJsonLines() {
    StringBuilder lines = new StringBuilder();
    for (ContentValidationStats file : files) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("file", file.getSourceGcsUri());
      line.put("valid", file.getValidRecordCount());
      line.put("invalid", file.getInvalidRecordCount());
      lines.append(Json.COMPACT.toJson(line)).append('\n');
    }
    for (RecordError error : errors()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("file", error.getSourceGcsUri());
      line.put("id", error.getEmbeddingId());
      line.put("error_type", error.getErrorType().toString());
      line.put("message", error.getErrorMessage());
      line.put("record", shortened(error.getRawRecord()));
      lines.append(Json.COMPACT.toJson(line)).append('\n');
    }
    return lines.toString();
  }

  /** An error without a file is one of the file that it is listed with. */
  private List<RecordError> errors() {
    return files.stream()
        .flatMap(
            file ->
                file.getPartialErrorsList().stream()
                    .map(
                        error ->
                            error.getSourceGcsUri().isEmpty()
                                ? error.toBuilder().setSourceGcsUri(file.getSourceGcsUri()).build()
                                : error))
        .toList();
  }

  private static NearestNeighborSearchOperationMetadata searchMetadata(Any metadata) {
    try {
      if (metadata.is(CreateIndexOperationMetadata.class)) {
        return metadata
            .unpack(CreateIndexOperationMetadata.class)
            .getNearestNeighborSearchOperationMetadata();
      }
      if (metadata.is(UpdateIndexOperationMetadata.class)) {
        return metadata
            .unpack(UpdateIndexOperationMetadata.class)
            .getNearestNeighborSearchOperationMetadata();
      }
    } catch (InvalidProtocolBufferException e) {
      // Details that cannot be read must not hide the failure itself.
    }
    return NearestNeighborSearchOperationMetadata.getDefaultInstance();
  }

  private static String shortened(String record) {
    return record.length() <= MAX_RECORD ? record : record.substring(0, MAX_RECORD) + "…";
  }
}
