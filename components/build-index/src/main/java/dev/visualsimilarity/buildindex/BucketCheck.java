package dev.visualsimilarity.buildindex;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.BucketLocation;
import dev.visualsimilarity.storage.OutageException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that the index data is where Vertex AI will build the index. */
final class BucketCheck {

  private static final Logger LOG = LoggerFactory.getLogger(BucketCheck.class);

  private final Storage storage;

  BucketCheck(Storage storage) {
    this.storage = storage;
  }

  /**
   * Checks; where it is not told where the bucket is, the data counts as right.
   *
   * @param directory of index data
   * @param region of the index
   * @throws UserException if the bucket is certainly elsewhere
   */
  void run(StorageUri directory, String region) throws IOException {
    Optional<BucketLocation> location = find(directory, region);
    if (location.isPresent() && location.get().excludes(region)) {
      throw UserException.badParameter(
          "--embeddings-uri %s is in the wrong place: bucket %s is in %s, the index in --location %s, and Vector Search reads index data of its own region only; copy the data to a bucket in %s, or build the index where the bucket is"
              .formatted(directory, directory.bucket(), location.get(), region, region));
    }
  }

  private Optional<BucketLocation> find(StorageUri directory, String region) throws IOException {
    try {
      return storage.location(directory);
    } catch (NoSuchFileException | OutageException e) {
      throw e;
    } catch (IOException e) {
      LOG.info(
          "whether bucket {} is in {}, as it must be, is not checked: {}",
          directory.bucket(),
          region,
          e.getMessage());
      return Optional.empty();
    }
  }
}
