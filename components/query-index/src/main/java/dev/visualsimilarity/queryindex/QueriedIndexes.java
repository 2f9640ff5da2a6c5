package dev.visualsimilarity.queryindex;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.queryindex.embedding.IndexDimensions;
import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.embedding.TokenCounts.Token;
import dev.visualsimilarity.queryindex.evaluation.LoadTest;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.evaluation.Performance;
import dev.visualsimilarity.queryindex.evaluation.RestrictedRecall;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.IndexConfig;
import dev.visualsimilarity.vertexai.match.Neighbor;
import dev.visualsimilarity.vertexai.match.NeighborSearch;
import dev.visualsimilarity.vertexai.match.NeighborSearches;
import dev.visualsimilarity.vertexai.match.SearchOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to both deployments. */
final class QueriedIndexes implements AutoCloseable {

  /** Every restrict costs two searches of each. */
  private static final int RESTRICTED_QUERIES = 50;

  private static final Logger LOG = LoggerFactory.getLogger(QueriedIndexes.class);
  private static final double NANOS = 1e9;

  private final NeighborSearches searches;
  private final NeighborSearch ann;
  private final NeighborSearch exact;
  private final QueryRequest request;

  private QueriedIndexes(
      NeighborSearches searches, NeighborSearch ann, NeighborSearch exact, QueryRequest request) {
    this.searches = searches;
    this.ann = ann;
    this.exact = exact;
    this.request = request;
  }

  /** Connects; both deployments must be there. */
  static QueriedIndexes open(ApiEndpoint endpoint, QueryRequest request) {
    NeighborSearches searches = new NeighborSearches(endpoint);
    try {
      return new QueriedIndexes(
          searches, searches.open(request.ann()), searches.open(request.exact()), request);
    } catch (RuntimeException e) {
      searches.close();
      throw e;
    }
  }

  /** Warns where the index that is taken for exact is not: recall would be of what it finds. */
  void tellWhatIsNotExact() {
    searches
        .index(request.exact())
        .filter(index -> IndexConfig.of(index).isApproximate())
        .ifPresent(
            index ->
                LOG.warn(
                    "{} is taken for exact, but its index {} is approximate, so that the recall is not what it seems: are the deployments swapped?",
                    request.exact(),
                    index.getName()));
  }

  /**
   * Checks that a query can be asked.
   *
   * @throws UserException if its vector has another length than those of an index
   */
  void checkDimensions(Query query) {
    IndexDimensions.check(searches, request.ann(), query);
    IndexDimensions.check(searches, request.exact(), query);
  }

  /**
   * Asks both; the answers in the order of the queries.
   *
   * @throws UserException if the exact index knows no neighbor of any query
   */
  List<Match> ask(List<Query> queries) {
    List<Match> matches = ask(queries, request.search());
    if (matches.stream().allMatch(match -> match.exact().isEmpty())) {
      throw UserException.failed(
          "deployment %s found no neighbor of any query; check --allow, --deny and --numeric, and try again in some minutes if it was deployed or updated just now"
              .formatted(request.exact()));
    }
    return matches;
  }

  /** Measures the approximate index. */
  Performance measure(List<Query> queries) throws IOException {
    List<float[]> vectors = vectors(queries);
    LoadTest test = new LoadTest(ann, request.search(), vectors);
    long start = System.nanoTime();
    ann.find(vectors, request.search());
    double batchSeconds = (System.nanoTime() - start) / NANOS;
    return new Performance(
        test.run(1), test.run(request.concurrency()), queries.size() / batchSeconds);
  }

  /** Asks some queries, spread evenly over all, again under each token. */
  List<RestrictedRecall> askUnder(List<Token> tokens, List<Query> queries) {
    List<Query> sample = new ArrayList<>();
    int most = Math.min(RESTRICTED_QUERIES, queries.size());
    for (int i = 0; i < most; i++) {
      sample.add(queries.get((int) ((long) i * queries.size() / most)));
    }
    SearchOptions search = request.search();
    return tokens.stream()
        .map(
            token ->
                RestrictedRecall.of(
                    token.namespace(),
                    token.token(),
                    token.itemCount(),
                    ask(
                        sample,
                        search.withFilter(
                            search.filter().withToken(token.namespace(), token.token())))))
        .toList();
  }

  @Override
  public void close() {
    searches.close();
  }

  private List<Match> ask(List<Query> queries, SearchOptions options) {
    List<float[]> vectors = vectors(queries);
    List<List<Neighbor>> truth = exact.find(vectors, options);
    List<List<Neighbor>> found = ann.find(vectors, options);
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      matches.add(new Match(queries.get(i), found.get(i), truth.get(i)));
    }
    return matches;
  }

  private static List<float[]> vectors(List<Query> queries) {
    return queries.stream().map(Query::vector).toList();
  }
}
