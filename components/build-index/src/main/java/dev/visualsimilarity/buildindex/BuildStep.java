package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.DeployedIndexRef;
import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.indexdata.IndexDataReport;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.IndexConfig;
import dev.visualsimilarity.vertexai.deployment.DatapointSample;
import dev.visualsimilarity.vertexai.deployment.DeploymentCheck;
import dev.visualsimilarity.vertexai.operation.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the index data, has the index built and checks that everything arrived. */
final class BuildStep {

  /** The artifact with what the service found in the data. */
  static final String SERVICE_VALIDATION = "service_validation";

  private static final Logger LOG = LoggerFactory.getLogger(BuildStep.class);

  private static final int SAMPLE = 5;

  private final Storage storage;
  private final IndexResources indexes;
  private final IndexOperations operations;
  private final DeploymentCheck deployments;
  private final Duration statisticsDelay;

  /**
   * @param statisticsDelay how long statistics may follow an index
   */
  BuildStep(
      Storage storage,
      IndexResources indexes,
      IndexOperations operations,
      DeploymentCheck deployments,
      Duration statisticsDelay) {
    this.storage = storage;
    this.indexes = indexes;
    this.operations = operations;
    this.deployments = deployments;
    this.statisticsDelay = statisticsDelay;
  }

  void run(BuildRequest request, ApiEndpoint endpoint, Outputs outputs) throws IOException {
    Optional<Index> existing = request.existing().map(indexes::get);
    String version = storage.version(request.directory());
    IndexDataReport report = new DataCheck(storage, outputs).run(request, existing);
    outputs.artifactText(SERVICE_VALIDATION, "");
    if (existing.isEmpty() && request.completeOverwrite()) {
      LOG.info(
          "there is nothing that --is-complete-overwrite true could overwrite, as no --index is given: the data makes a new index");
    }
    long expected = operations.input(version, expected(request, report, existing));
    Index built =
        existing.isPresent()
            ? update(request, existing.get(), report)
            : operations.create(
                request.parent().toString(), newIndex(request, report), request.contentsDeltaUri());

    Index index =
        Polling.until(
            "statistics of " + built.getName(),
            statisticsDelay,
            () -> indexes.get(built.getName()),
            counted -> holdsAll(request, expected, counted));
    long count = index.getIndexStats().getVectorsCount();
    outputs.parameter("index", index.getName());
    outputs.parameter("vectors_count", count);
    outputs.artifact(
        "index_artifact",
        endpoint.resourceUri(index.getName()),
        Map.of("resourceName", index.getName(), "vectorsCount", count));
    outputs.artifact(SERVICE_VALIDATION, Map.of());
    if (!holdsAll(request, expected, index)) {
      throw UserException.failed(
          "index %s holds %d vectors, not %s%d as %s asks for; the output 'index' names it all the same; the artifact service_validation says which records the service left out; if it says none, the count may be late: run the step again to look again; where the data have changed, that begins anew"
              .formatted(
                  index.getName(),
                  count,
                  adds(request) ? "at least " : "",
                  expected,
                  request.directory()));
    }
    LOG.info("{} holds {} vectors", index.getName(), count);
    checkDeployments(request, index);
  }

  /** Deployments of an index that was updated follow it; a new index has none. */
  private void checkDeployments(BuildRequest request, Index index) throws IOException {
    if (index.getDeployedIndexesCount() == 0) {
      return;
    }
    Map<String, float[]> sample =
        new DatapointSample(storage, RandomGenerator.getDefault()).of(request.directory(), SAMPLE);
    for (DeployedIndexRef deployment : index.getDeployedIndexesList()) {
      deployments.check(
          deployment.getIndexEndpoint(),
          deployment.getDeployedIndexId(),
          index.getUpdateTime(),
          sample);
    }
  }

  private static Index newIndex(BuildRequest request, IndexDataReport report) {
    Index.Builder index =
        Index.newBuilder()
            .setDisplayName(request.displayName())
            .setDescription(request.description())
            .setMetadataSchemaUri(IndexSettings.METADATA_SCHEMA)
            .setMetadata(
                request.settings().metadata(request.contentsDeltaUri(), report.dimensions()))
            .setIndexUpdateMethod(Index.IndexUpdateMethod.BATCH_UPDATE)
            .putAllLabels(request.labels());
    request.encryption().ifPresent(index::setEncryptionSpec);
    return index.build();
  }

  private Index update(BuildRequest request, Index existing, IndexDataReport report) {
    int dimensions = IndexConfig.of(existing).dimensions();
    if (dimensions > 0 && report.records() > 0 && dimensions != report.dimensions()) {
      throw UserException.failed(
          "index %s has %d dimensions, the data in %s has %d; build a new index for another model"
              .formatted(existing.getName(), dimensions, request.directory(), report.dimensions()));
    }
    request.given().notApplied(existing).warn(existing.getName());
    return operations.update(
        Index.newBuilder()
            .setName(existing.getName())
            .setMetadata(
                IndexSettings.contents(request.contentsDeltaUri(), request.completeOverwrite()))
            .build());
  }

  private static boolean holdsAll(BuildRequest request, long expected, Index index) {
    long count = index.getIndexStats().getVectorsCount();
    return adds(request) ? count >= expected : count == expected;
  }

  /**
   * How many vectors the index is to hold. How many of the ids an update adds and how many of those
   * that it deletes were there is not known: it leaves this many at least.
   */
  private static long expected(
      BuildRequest request, IndexDataReport report, Optional<Index> before) {
    if (!adds(request)) {
      return report.records();
    }
    long kept = before.orElseThrow().getIndexStats().getVectorsCount() - report.deletions();
    return Math.max(report.records(), kept);
  }

  private static boolean adds(BuildRequest request) {
    return request.existing().isPresent() && !request.completeOverwrite();
  }
}
