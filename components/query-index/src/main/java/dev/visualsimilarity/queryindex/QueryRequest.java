package dev.visualsimilarity.queryindex;

import dev.visualsimilarity.embedding.EmbeddingSettings;
import dev.visualsimilarity.queryindex.embedding.ReportColumns;
import dev.visualsimilarity.queryindex.embedding.SourceTable;
import dev.visualsimilarity.vertexai.match.Deployment;
import dev.visualsimilarity.vertexai.match.SearchOptions;
import java.util.Optional;

/**
 * What is to be asked and measured.
 *
 * @param ann the approximate index
 * @param exact the exact index
 * @param queries table of query images
 * @param indexed the catalog that was indexed, if the report is to show it
 * @param report columns that the report shows
 * @param embedding how images become vectors
 * @param search how to search
 * @param concurrency clients that ask at once when the throughput is measured
 * @param minRecall below it, the step fails
 * @param scheduleTime what time the run was scheduled for; empty if that is not known
 */
record QueryRequest(
    Deployment ann,
    Deployment exact,
    SourceTable queries,
    Optional<SourceTable> indexed,
    ReportColumns report,
    EmbeddingSettings embedding,
    SearchOptions search,
    int concurrency,
    double minRecall,
    String scheduleTime) {}
