package dev.visualsimilarity.pipeline.command;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether an index is judged by queries of its own catalog. */
final class QueryCatalogCheck {

  private static final Logger LOG = LoggerFactory.getLogger(QueryCatalogCheck.class);
  private static final String CATALOG = "catalog_uri";
  private static final String QUERIES = "query_catalog_uri";

  private QueryCatalogCheck() {}

  /** Warns where it is not. */
  static void warn(RunParameters values) {
    if (areOfAnother(values)) {
      LOG.warn(
          "{} is another catalog than the pipeline's own, and {} is not: recall and report are of queries that have nothing to do with it; give --param {}=URI",
          CATALOG,
          QUERIES,
          QUERIES);
    }
  }

  /** Whether a catalog is given, and the queries are those of the pipeline's default. */
  static boolean areOfAnother(RunParameters values) {
    return values.isDefault(QUERIES)
        && !values.isEmpty(QUERIES)
        && values.given().containsKey(CATALOG)
        && !values.isDefault(CATALOG);
  }
}
