package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.indexdata.FindingsFile;
import dev.visualsimilarity.indexdata.IndexDataCheck;
import dev.visualsimilarity.indexdata.IndexDataFiles;
import dev.visualsimilarity.indexdata.IndexDataReport;
import dev.visualsimilarity.indexdata.RecordRules;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.IndexConfig;
import dev.visualsimilarity.vertexai.cost.BuildCost;
import dev.visualsimilarity.vertexai.cost.Prices;
import dev.visualsimilarity.vertexai.cost.ShardSize;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the index data before anything is created, and leaves every mistake in an artifact. */
final class DataCheck {

  /** The artifact of all mistakes, as {@link FindingsFile} writes them. */
  static final String ARTIFACT = "validation";

  private static final Logger LOG = LoggerFactory.getLogger(DataCheck.class);

  private final Storage storage;
  private final Outputs outputs;

  DataCheck(Storage storage, Outputs outputs) {
    this.storage = storage;
    this.outputs = outputs;
  }

  /**
   * Checks; returns what an index of the data will hold.
   *
   * @param existing the index that is to be updated: its settings count, not the request's
   * @throws UserException if there is any mistake, naming the first
   */
  IndexDataReport run(BuildRequest request, Optional<Index> existing) throws IOException {
    IndexDataFiles files = IndexDataFiles.list(storage, request.directory());
    Optional<IndexConfig> config = existing.map(IndexConfig::of);
    StorageUri validation = outputs.artifactFile(ARTIFACT);
    IndexDataReport report;
    try (FindingsFile findings = FindingsFile.begin(storage, validation)) {
      RecordRules rules =
          new RecordRules(
              request.dimensions(),
              config
                  .map(
                      index ->
                          IndexSettings.zeroVectorsAllowed(
                              index.featureNormType(), index.distanceMeasureType()))
                  .orElse(request.settings().zeroVectorsAllowed()));
      int threads = Runtime.getRuntime().availableProcessors();
      report = new IndexDataCheck(storage, threads).run(files, rules, findings);
      findings.commit();
    }
    BuildCost cost =
        BuildCost.of(
            Prices.load(),
            report.vectorBytes(),
            config
                .flatMap(index -> ShardSize.of(index.shardSize()))
                .or(() -> ShardSize.of(request.settings().shardSize()))
                .orElseThrow());
    Map<String, Object> metadata = report.metadata();
    metadata.putAll(cost.metadata());
    outputs.artifact(ARTIFACT, metadata);
    if (report.findingCount() > 0) {
      throw UserException.failed(
          "%s has %s; nothing was built. All are in %s. %s"
              .formatted(
                  request.directory(), report.counts(), validation, report.firstFindingsText()));
    }
    if (request.existing().isEmpty() && files.data().isEmpty()) {
      throw UserException.badParameter(
          "%s holds deletions only, and there is no --index to delete from"
              .formatted(request.directory()));
    }
    if (request.completeOverwrite() && files.data().isEmpty()) {
      throw UserException.badParameter(
          "%s holds deletions only, and --is-complete-overwrite true would empty index %s, which may serve queries; give index data, leave --is-complete-overwrite out to delete these ids only, or undeploy and delete the index"
              .formatted(request.directory(), request.existing().orElseThrow()));
    }
    if (report.records() == 0 && !files.data().isEmpty()) {
      throw UserException.failed(
          "there is no record in %s; give the directory that extract-features wrote"
              .formatted(request.directory()));
    }
    LOG.info("{}: {}", request.directory(), report.holds());
    LOG.info("on Vertex AI: {}", cost);
    return report;
  }
}
