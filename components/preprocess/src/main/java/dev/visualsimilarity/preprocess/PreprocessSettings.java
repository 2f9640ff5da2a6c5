package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogColumns;
import dev.visualsimilarity.catalog.CatalogSource;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.RejectsLedger;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.storage.StorageUri;
import java.util.Map;

/**
 * What the flags ask for.
 *
 * @param source the catalog and its images
 * @param columns of the catalog
 * @param reportColumns columns that a later step needs, with the parameter that names each; only
 *     checked to exist
 * @param tensors the directory to write
 * @param decoding of the images
 * @param shardSize items of the catalog a shard; at least 1
 * @param maxRejectFraction the share of items that may be rejected, in [0, 1]
 */
record PreprocessSettings(
    CatalogSource source,
    CatalogColumns columns,
    Map<String, String> reportColumns,
    StorageUri tensors,
    DecodeOptions decoding,
    int shardSize,
    double maxRejectFraction) {

  PreprocessSettings {
    reportColumns = Map.copyOf(reportColumns);
    if (shardSize < 1) {
      throw UserException.badParameter(
          "shard size %d is out of range; allowed is 1 and more".formatted(shardSize));
    }
    RejectsLedger.checkFraction(maxRejectFraction);
  }
}
