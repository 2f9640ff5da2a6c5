package dev.visualsimilarity.storage;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.BucketStorageLayout;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;

/** Asks Cloud Storage about buckets. */
final class CloudBucket {

  private static final int NOT_FOUND = 404;

  private CloudBucket() {}

  /**
   * Where the bucket of a directory is. The storage layout tells it to whom may list the directory;
   * the bucket's metadata would need a permission that roles for objects do not have.
   *
   * <p>Source: https://cloud.google.com/storage/docs/json_api/v1/buckets/getStorageLayout
   */
  static BucketLocation location(Storage api, CloudRetries retries, StorageUri directory)
      throws IOException {
    try {
      return location(
          retries.run(
              () ->
                  api.buckets()
                      .getStorageLayout(directory.bucket())
                      .setPrefix(directory.path() + "/")
                      .execute()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before asking where " + directory + " is", e);
    } catch (Exception e) {
      if (CloudFault.status(e) == NOT_FOUND) {
        throw new NoSuchFileException(
            directory.toString(), null, "there is no bucket " + directory.bucket());
      }
      throw CloudError.of(e, CloudError.Access.READ, directory);
    }
  }

  private static BucketLocation location(BucketStorageLayout layout) {
    var placement = layout.getCustomPlacementConfig();
    return new BucketLocation(
        Objects.requireNonNullElse(layout.getLocation(), ""),
        Objects.requireNonNullElse(layout.getLocationType(), ""),
        placement == null
            ? List.of()
            : Objects.requireNonNullElse(placement.getDataLocations(), List.of()));
  }
}
