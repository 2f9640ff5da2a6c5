package dev.visualsimilarity.queryindex;

import dev.visualsimilarity.catalog.CatalogColumns;
import dev.visualsimilarity.catalog.CatalogSource;
import dev.visualsimilarity.extractfeatures.Precision;
import dev.visualsimilarity.extractfeatures.VectorRules;
import dev.visualsimilarity.preprocess.DecodeOptions;
import dev.visualsimilarity.queryindex.embedding.ReportColumns;
import dev.visualsimilarity.queryindex.search.Deployment;
import dev.visualsimilarity.queryindex.search.TokenFilter;
import dev.visualsimilarity.savedmodel.ModelSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be asked and measured.
 *
 * @param ann the approximate index
 * @param exact the exact index
 * @param queries table of query images
 * @param indexed the catalog that was indexed, if the report is to show it
 * @param columns of both tables
 * @param report columns that the report shows
 * @param model that embedded the catalog
 * @param precision that the model computes with
 * @param vectors rules for its vectors
 * @param decoding of the images
 * @param neighborCount neighbors a query
 * @param filter tokens of the neighbors
 * @param minRecall below it, the step fails
 */
record QueryRequest(
    Deployment ann,
    Deployment exact,
    CatalogSource queries,
    Optional<CatalogSource> indexed,
    CatalogColumns columns,
    ReportColumns report,
    ModelSpec model,
    Precision precision,
    VectorRules vectors,
    DecodeOptions decoding,
    int neighborCount,
    TokenFilter filter,
    double minRecall) {

  /** The tables that are read. */
  List<CatalogSource> tables() {
    return Stream.concat(Stream.of(queries), indexed.stream()).toList();
  }
}
