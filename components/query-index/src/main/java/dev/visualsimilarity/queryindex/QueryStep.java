package dev.visualsimilarity.queryindex;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.embedding.ImageEmbedder;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectsLedger;
import dev.visualsimilarity.queryindex.embedding.Embedded;
import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.embedding.QueryEmbedder;
import dev.visualsimilarity.queryindex.embedding.QueryTable;
import dev.visualsimilarity.queryindex.embedding.TokenCounts.Token;
import dev.visualsimilarity.queryindex.evaluation.Evaluation;
import dev.visualsimilarity.queryindex.evaluation.LabelAccuracy;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.evaluation.Metrics;
import dev.visualsimilarity.queryindex.report.HtmlReport;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embeds query images, asks both deployments and reports what they found. */
final class QueryStep {

  /** Of each namespace; every one costs a search of both indexes. */
  private static final int MOST_TOKENS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(QueryStep.class);

  private final Storage storage;
  private final Outputs outputs;
  private final ModelStore models;
  private final ApiEndpoint endpoint;

  QueryStep(Storage storage, Outputs outputs, ModelStore models, ApiEndpoint endpoint) {
    this.storage = storage;
    this.outputs = outputs;
    this.models = models;
    this.endpoint = endpoint;
  }

  /** What the user can have got wrong is checked before the first image is read. */
  void run(QueryRequest request) throws IOException {
    request.report().check(storage, request.queries(), request.indexed());
    QueryTable table = QueryTable.read(storage, request.queries());
    try (QueriedIndexes indexes = QueriedIndexes.open(endpoint, request);
        RejectsLedger ledger = RejectsLedger.begin(storage, outputs.artifactFile("rejects"))) {
      indexes.tellWhatIsNotExact();
      List<Query> queries = embedded(request, table, indexes, ledger);
      List<Match> matches = indexes.ask(queries);
      LOG.info("{} queries answered by both indexes", matches.size());
      IndexedItems items = indexedItems(request, matches);
      List<Token> tokens = items.tokens().commonest(MOST_TOKENS);
      if (tokens.size() < items.tokens().size()) {
        LOG.info(
            "recall under the {} commonest of {} tokens", tokens.size(), items.tokens().size());
      }
      Evaluation evaluation =
          new Evaluation(
              matches,
              request.search().neighborCount(),
              new LabelAccuracy(items.labels()),
              indexes.measure(queries),
              indexes.askUnder(tokens, queries),
              ledger.count());
      tellUnknown(request, evaluation.unknownRestricts());
      write(request, evaluation, items);
      check(request, evaluation);
    }
  }

  private List<Query> embedded(
      QueryRequest request, QueryTable table, QueriedIndexes indexes, RejectsLedger ledger)
      throws IOException {
    Embedded embedded;
    try (Embedder embedder =
        ImageEmbedder.load(models, request.embedding(), QueryEmbedder.THREADS)) {
      // One picture shows that the model is another, before all are embedded.
      List<CatalogItem> first = table.items().subList(0, Math.min(1, table.items().size()));
      QueryEmbedder.embed(storage, embedder, request.report(), first)
          .queries()
          .forEach(indexes::checkDimensions);
      embedded = QueryEmbedder.embed(storage, embedder, request.report(), table.items());
    }
    for (Reject reject : table.rejects()) {
      ledger.add(reject);
    }
    for (Reject reject : embedded.rejects()) {
      ledger.add(reject);
    }
    ledger.commit();
    if (embedded.queries().isEmpty()) {
      throw UserException.tooManyRejects(
          "no query image of %s could be used: %s"
              .formatted(request.queries().source().catalog(), ledger.summary()));
    }
    LOG.info("{} queries embedded, {} rejected", embedded.queries().size(), ledger.count());
    return embedded.queries();
  }

  private IndexedItems indexedItems(QueryRequest request, List<Match> matches) throws IOException {
    if (request.indexed().isEmpty()) {
      return IndexedItems.none();
    }
    Set<String> ids = new HashSet<>();
    matches.forEach(
        match ->
            Stream.of(match.ann(), match.exact())
                .flatMap(List::stream)
                .map(Neighbor::id)
                .forEach(ids::add));
    return IndexedItems.read(storage, request.indexed().get(), request.report(), ids);
  }

  private void write(QueryRequest request, Evaluation evaluation, IndexedItems items)
      throws IOException {
    int queryCount = evaluation.matches().size();
    MatchesFile.write(storage, outputs.artifactFile("matches"), evaluation.matches());
    outputs.artifactText("evaluation", new EvaluationFile(request, evaluation).text());
    outputs.artifactText("report", new HtmlReport(storage, items, evaluation).html(asked(request)));
    outputs.parameter("recall", evaluation.recall());
    outputs.parameter("query_count", queryCount);
    outputs.metrics("metrics", Metrics.of(evaluation));
    outputs.artifact("matches", Map.of("query_count", queryCount));
    outputs.artifact(
        "evaluation",
        request.scheduleTime().isEmpty()
            ? Map.of()
            : Map.of("schedule_time", request.scheduleTime()));
    outputs.artifact("report", Map.of());
    outputs.artifact("rejects", Map.of("rejected_count", evaluation.rejectedCount()));
    LOG.info("recall {}", "%.4f".formatted(evaluation.recall()));
  }

  private static void tellUnknown(QueryRequest request, List<String> restricts) {
    if (!restricts.isEmpty()) {
      LOG.warn(
          "no neighbor in {} has {}: are the restricts in the index? The recall under them is not known",
          request.exact(),
          String.join(", ", restricts));
    }
  }

  private void check(QueryRequest request, Evaluation evaluation) {
    if (evaluation.recall() < request.minRecall()) {
      outputs.finish();
      throw UserException.failed(
          "recall %.4f is below --min-recall %s; the queries that miss most come first in %s"
              .formatted(evaluation.recall(), request.minRecall(), outputs.artifactFile("report")));
    }
  }

  private static Map<String, String> asked(QueryRequest request) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("approximate", request.ann().toString());
    asked.put("exact", request.exact().toString());
    asked.put("queries", request.queries().source().catalog().toString());
    if (!request.search().filter().isNone()) {
      asked.put("filter", request.search().filter().toString());
    }
    if (!request.scheduleTime().isEmpty()) {
      asked.put("scheduled for", request.scheduleTime());
    }
    return asked;
  }
}
