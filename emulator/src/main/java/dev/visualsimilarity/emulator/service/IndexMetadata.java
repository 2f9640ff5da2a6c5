package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.Value.KindCase;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import java.util.Optional;
import java.util.Set;

/**
 * {@code metadata} of an index in a request.
 *
 * @param contents the directory of the batch to read
 * @param completeOverwrite whether the batch replaces everything
 * @param config {@code metadata.config}, not looked into yet
 */
record IndexMetadata(
    Optional<StorageUri> contents, boolean completeOverwrite, Optional<Struct> config) {

  static IndexMetadata parse(Value value) {
    if (value.getKindCase() != KindCase.STRUCT_VALUE) {
      throw ApiErrors.invalidArgument(
          "metadata is required: an object with config (and contentsDeltaUri)");
    }
    MetadataReader metadata =
        new MetadataReader(
            "metadata",
            value.getStructValue(),
            Set.of("contentsDeltaUri", "isCompleteOverwrite", "config"));
    Optional<StorageUri> contents =
        metadata.text("contentsDeltaUri").filter(uri -> !uri.isEmpty()).map(IndexMetadata::uri);
    return new IndexMetadata(
        contents, metadata.flag("isCompleteOverwrite"), metadata.object("config"));
  }

  private static StorageUri uri(String text) {
    // A relative path would count from wherever the server was started.
    if (!text.startsWith("gs://") && !text.startsWith("/") && !text.startsWith("file:///")) {
      throw ApiErrors.invalidArgument(
          "contentsDeltaUri '%s' is not valid; give a directory as gs://bucket/path, file:///path or an absolute path",
          text);
    }
    try {
      return StorageUri.parse(text);
    } catch (UserException e) {
      throw ApiErrors.invalidArgument("contentsDeltaUri: %s", e.getMessage());
    }
  }
}
