package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.indexdata.IndexDataReport;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.IndexConfig;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the index data, has the index built and checks that everything arrived. */
final class BuildStep {

  private static final Logger LOG = LoggerFactory.getLogger(BuildStep.class);

  private final Storage storage;
  private final IndexResources indexes;

  BuildStep(Storage storage, IndexResources indexes) {
    this.storage = storage;
    this.indexes = indexes;
  }

  void run(BuildRequest request, ApiEndpoint endpoint, Outputs outputs) throws IOException {
    IndexDataReport report = new DataCheck(storage, outputs).run(request);
    Index index =
        request.existing().isPresent()
            ? update(request, request.existing().get(), report)
            : indexes.create(request.parent().toString(), newIndex(request, report));

    index = indexes.settled(index, counted -> holdsAll(request, report, counted));
    long count = index.getIndexStats().getVectorsCount();
    outputs.parameter("index", index.getName());
    outputs.parameter("vectors_count", count);
    outputs.artifact(
        "index_artifact",
        endpoint.resourceUri(index.getName()),
        Map.of("resourceName", index.getName(), "vectorsCount", count));
    if (!holdsAll(request, report, index)) {
      outputs.finish();
      throw UserException.failed(
          "index %s holds %d vectors, not the %d of %s; the output 'index' names it all the same"
              .formatted(index.getName(), count, report.records(), request.directory()));
    }
    LOG.info("{} holds {} vectors", index.getName(), count);
  }

  private static Index newIndex(BuildRequest request, IndexDataReport report) {
    return Index.newBuilder()
        .setDisplayName(request.displayName())
        .setDescription(request.description())
        .setMetadataSchemaUri(IndexSettings.METADATA_SCHEMA)
        .setMetadata(request.settings().metadata(request.contentsDeltaUri(), report.dimensions()))
        .setIndexUpdateMethod(Index.IndexUpdateMethod.BATCH_UPDATE)
        .putAllLabels(request.labels())
        .build();
  }

  private Index update(BuildRequest request, String name, IndexDataReport report) {
    Index existing = indexes.get(name);
    int dimensions = IndexConfig.of(existing).dimensions();
    if (dimensions > 0 && report.records() > 0 && dimensions != report.dimensions()) {
      throw UserException.failed(
          "index %s has %d dimensions, the data in %s has %d; build a new index for another model"
              .formatted(name, dimensions, request.directory(), report.dimensions()));
    }
    return indexes.update(
        Index.newBuilder()
            .setName(existing.getName())
            .setMetadata(
                IndexSettings.contents(request.contentsDeltaUri(), request.completeOverwrite()))
            .build());
  }

  /** An update that adds to an index leaves more in it than was sent. */
  private static boolean holdsAll(BuildRequest request, IndexDataReport report, Index index) {
    boolean adds = request.existing().isPresent() && !request.completeOverwrite();
    long count = index.getIndexStats().getVectorsCount();
    return adds ? count >= report.records() : count == report.records();
  }
}
