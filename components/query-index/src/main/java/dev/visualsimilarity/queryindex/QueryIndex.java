package dev.visualsimilarity.queryindex;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.catalog.CatalogColumns;
import dev.visualsimilarity.catalog.CatalogOptions;
import dev.visualsimilarity.catalog.CatalogSource;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Placeholders;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.embedding.EmbeddingSettings;
import dev.visualsimilarity.embedding.TensorOptions;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.extractfeatures.VectorOptions;
import dev.visualsimilarity.queryindex.embedding.ReportColumns;
import dev.visualsimilarity.queryindex.embedding.SourceTable;
import dev.visualsimilarity.savedmodel.ModelOptions;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexOptions;
import dev.visualsimilarity.vertexai.match.FilterOptions;
import dev.visualsimilarity.vertexai.match.SearchOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of the component query-index. */
@Command(
    name = "query-index",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Asks an approximate and an exact deployment for the neighbors of query images, and"
            + " measures the recall.")
public final class QueryIndex implements Callable<Integer> {

  private static final int DEFAULT_NEIGHBORS = 10;
  private static final int MOST_NEIGHBORS = 1000;
  private static final int DEFAULT_CLIENTS = 8;
  private static final int MOST_CLIENTS = 256;

  @Mixin VertexOptions vertex = new VertexOptions();
  @Mixin DeploymentOptions deployments = new DeploymentOptions();
  @Mixin CatalogOptions catalog = new CatalogOptions();
  @Mixin ModelOptions model = new ModelOptions();

  @Mixin VectorOptions vectors = new VectorOptions();
  @Mixin TensorOptions tensors = new TensorOptions();
  @Mixin FilterOptions filter = new FilterOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--query-catalog-uri",
      required = true,
      paramLabel = "URI",
      description = "table of query images, in the form of the catalog")
  String queryCatalogUri;

  @Option(
      names = "--query-image-root-uri",
      paramLabel = "URI",
      description = "what its image paths count from; empty: its folder")
  String queryImageRootUri = "";

  @Option(
      names = "--catalog-uri",
      paramLabel = "URI",
      description = "the catalog that was indexed, for labels, titles and pictures; empty: none")
  String catalogUri = "";

  @Option(
      names = "--image-root-uri",
      paramLabel = "URI",
      description = "what the catalog's image paths count from; empty: its folder")
  String imageRootUri = "";

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description = "rows with equal values show the same product; empty: not known")
  String labelColumn = "";

  @Option(
      names = "--title-column",
      paramLabel = "COLUMN",
      description = "shown in the report; empty: the id")
  String titleColumn = "";

  @Option(
      names = "--category-column",
      paramLabel = "COLUMN",
      description = "recall is told by the value that queries have here too; empty: it is not")
  String categoryColumn = "";

  @Option(names = "--num-neighbors", description = "neighbors a query; 0: " + DEFAULT_NEIGHBORS)
  int numNeighbors;

  @Option(
      names = "--concurrency",
      paramLabel = "CLIENTS",
      description = "how many ask at once when the throughput is measured; 0: " + DEFAULT_CLIENTS)
  int concurrency;

  @Option(
      names = "--min-recall",
      description = "fail when the recall is lower, 0 to 1; the report is written all the same")
  double minRecall;

  @Option(
      names = "--schedule-time",
      paramLabel = "TIME",
      description =
          "what time the run was scheduled for, as a pipeline says it; told with the results")
  String scheduleTime = "";

  private final Map<String, String> environment;

  QueryIndex(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the component. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new QueryIndex(System.getenv()), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(output, this::run);
  }

  private void run(Storage storage, Outputs outputs) throws IOException {
    ApiEndpoint endpoint = vertex.endpoint(environment);
    ModelStore models = model.store(storage);
    QueryRequest request = request(vertex.parent(environment), models);
    new QueryStep(storage, outputs, models, endpoint).run(request);
  }

  private QueryRequest request(LocationName parent, ModelStore models) throws IOException {
    if (numNeighbors < 0 || numNeighbors > MOST_NEIGHBORS) {
      throw UserException.badParameter(
          "--num-neighbors must lie between 1 and %d, not %d"
              .formatted(MOST_NEIGHBORS, numNeighbors));
    }
    if (!(minRecall >= 0 && minRecall <= 1)) {
      throw UserException.badParameter("--min-recall must lie between 0 and 1, not " + minRecall);
    }
    if (concurrency < 0 || concurrency > MOST_CLIENTS) {
      throw UserException.badParameter(
          "--concurrency must lie between 1 and %d, not %d".formatted(MOST_CLIENTS, concurrency));
    }
    CatalogColumns columns = catalog.columns();
    return new QueryRequest(
        deployments.ann(parent),
        deployments.exact(parent),
        new SourceTable(
            CatalogSource.parse(queryCatalogUri, queryImageRootUri), columns.withoutAttributes()),
        catalogUri.isBlank()
            ? Optional.empty()
            : Optional.of(new SourceTable(CatalogSource.parse(catalogUri, imageRootUri), columns)),
        new ReportColumns(labelColumn.strip(), titleColumn.strip(), categoryColumn.strip()),
        new EmbeddingSettings(
            model.spec(),
            vectors.precision(),
            vectors.rules(),
            tensors.decoding(models, model.spec())),
        new SearchOptions(
            numNeighbors == 0 ? DEFAULT_NEIGHBORS : numNeighbors,
            filter.filter(columns.numericTypes())),
        concurrency == 0 ? DEFAULT_CLIENTS : concurrency,
        minRecall,
        Placeholders.resolved(scheduleTime));
  }
}
