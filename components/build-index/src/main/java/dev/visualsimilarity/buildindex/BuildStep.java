package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.buildindex.indexdata.IndexDataCheck;
import dev.visualsimilarity.buildindex.indexdata.IndexDataFiles;
import dev.visualsimilarity.buildindex.indexdata.IndexDataReport;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.error.UserException;
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
    IndexDataFiles files = IndexDataFiles.list(storage, request.directory());
    if (request.existing().isEmpty() && files.data().isEmpty()) {
      throw UserException.badParameter(
          "%s holds deletions only, and there is no --index to delete from"
              .formatted(request.directory()));
    }
    IndexDataReport report = checked(request, files);
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

  private IndexDataReport checked(BuildRequest request, IndexDataFiles files) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    IndexDataReport report =
        new IndexDataCheck(storage, threads)
            .run(files, request.dimensions(), request.settings().zeroVectorsAllowed());
    if (report.errorCount() > 0) {
      throw UserException.failed(
          "%d bad records in %s, %d good; nothing was built. The first %d:%n  %s"
              .formatted(
                  report.errorCount(),
                  request.directory(),
                  report.records(),
                  report.firstErrors().size(),
                  String.join("%n  ".formatted(), report.firstErrors())));
    }
    if (report.records() == 0 && !files.data().isEmpty()) {
      throw UserException.failed("there is no record in " + request.directory());
    }
    LOG.info(
        "{} records of {} dimensions in {} files, {} MiB of vectors",
        report.records(),
        report.dimensions(),
        report.files(),
        "%.1f".formatted(report.vectorBytes() / 1048576.0));
    return report;
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
