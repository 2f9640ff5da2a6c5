package dev.visualsimilarity.queryindex.byhand;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.catalog.CatalogColumns;
import dev.visualsimilarity.catalog.CatalogOptions;
import dev.visualsimilarity.catalog.CatalogSource;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.embedding.EmbeddingSettings;
import dev.visualsimilarity.embedding.ImageEmbedder;
import dev.visualsimilarity.embedding.TensorOptions;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.extractfeatures.VectorOptions;
import dev.visualsimilarity.queryindex.embedding.EndpointEmbedder;
import dev.visualsimilarity.queryindex.embedding.QueryEmbedder;
import dev.visualsimilarity.queryindex.embedding.ReportColumns;
import dev.visualsimilarity.queryindex.embedding.SourceTable;
import dev.visualsimilarity.queryindex.report.AnswersReport;
import dev.visualsimilarity.savedmodel.ModelOptions;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexOptions;
import dev.visualsimilarity.vertexai.match.Deployment;
import dev.visualsimilarity.vertexai.match.FilterOptions;
import dev.visualsimilarity.vertexai.match.SearchOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The program behind {@code visual-similarity query}: it needs TensorFlow, which the command line
 * does without.
 */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Asks a deployed index for the nearest neighbors of pictures.")
public final class QueryImages implements Callable<Integer> {

  private static final int DEFAULT_NEIGHBORS = 10;

  /** Flags that {@code visual-similarity query} has too; the others are parameters there. */
  private static final Set<String> OF_THE_COMMAND =
      Set.of(
          "index-endpoint",
          "deployed-index-id",
          "match-address",
          "endpoint",
          "num-neighbors",
          "allow",
          "deny",
          "numeric",
          "per-crowding-attribute-neighbor-count",
          "html");

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "pictures to ask about")
  List<String> images = List.of();

  @Mixin VertexOptions vertex = new VertexOptions();

  @Option(names = "--index-endpoint", required = true, description = "endpoint of the index")
  String indexEndpoint;

  @Option(names = "--deployed-index-id", required = true, description = "deployment of the index")
  String deployedIndexId;

  @Option(
      names = "--match-address",
      paramLabel = "HOST",
      description = "host that answers queries; empty: as the endpoint says")
  String matchAddress = "";

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description =
          "endpoint of the model server that embeds the pictures; empty: the model is loaded here")
  String endpoint = "";

  @Mixin CatalogOptions catalog = new CatalogOptions();

  @Option(
      names = "--catalog-uri",
      paramLabel = "URI",
      description = "the catalog that was indexed, for titles and pictures; empty: none")
  String catalogUri = "";

  @Option(
      names = "--image-root-uri",
      paramLabel = "URI",
      description = "what the catalog's image paths count from; empty: its folder")
  String imageRootUri = "";

  @Option(names = "--title-column", description = "its column of titles; empty: the id")
  String titleColumn = "";

  @Mixin ModelOptions model = new ModelOptions();
  @Mixin VectorOptions vectors = new VectorOptions();
  @Mixin TensorOptions tensors = new TensorOptions();

  @Option(names = "--num-neighbors", description = "neighbors a picture; 0: " + DEFAULT_NEIGHBORS)
  int numNeighbors;

  @Mixin FilterOptions filter = new FilterOptions();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write a page that shows the pictures beside their neighbors")
  Optional<String> html = Optional.empty();

  @Spec CommandSpec spec;

  private final Map<String, String> environment;

  QueryImages(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    quiet();
    System.exit(Commands.execute(new QueryImages(System.getenv()), args));
  }

  /** A person waits for an answer, not for notes of what was loaded. */
  private static void quiet() {
    String level = "org.slf4j.simpleLogger.defaultLogLevel";
    System.setProperty(level, System.getProperty(level, "warn"));
  }

  @Override
  public Integer call() throws IOException {
    try {
      return ask();
    } catch (UserException e) {
      throw e.inWords(PipelineParameters.inWordsOf(OF_THE_COMMAND, e.getMessage()));
    }
  }

  private int ask() throws IOException {
    if (numNeighbors < 0) {
      throw UserException.badParameter("--num-neighbors must be 1 or more, not " + numNeighbors);
    }
    try (Storage storage = Storages.create()) {
      ModelStore models = model.store(storage);
      CatalogColumns columns = catalog.columns();
      ReportColumns report = new ReportColumns("", titleColumn.strip(), "");
      PictureQuery query =
          new PictureQuery(storage, () -> embedder(models), vertex.endpoint(environment), report);
      SearchOptions search =
          new SearchOptions(
              numNeighbors == 0 ? DEFAULT_NEIGHBORS : numNeighbors,
              filter.filter(columns.numericTypes()));
      Answers answers = query.ask(images, deployment(), search, table(columns));
      answers.print(spec.commandLine().getErr());
      answers.writeJson(spec.commandLine().getOut());
      if (html.isPresent()) {
        write(storage, StorageUri.parse(html.get()), page(storage, answers, search));
      }
      return answers.rejects().isEmpty() ? ExitCode.DONE : ExitCode.TOO_MANY_REJECTS;
    }
  }

  private Embedder embedder(ModelStore models) throws IOException {
    if (!endpoint.isBlank()) {
      return EndpointEmbedder.open(
          vertex.endpoint(environment),
          ResourceNames.endpoint(endpoint.strip(), "--endpoint", vertex.parent(environment)));
    }
    EmbeddingSettings settings =
        new EmbeddingSettings(
            model.spec(),
            vectors.precision(),
            vectors.rules(),
            tensors.decoding(models, model.spec()));
    return ImageEmbedder.load(models, settings, QueryEmbedder.THREADS);
  }

  private Deployment deployment() {
    LocationName parent = vertex.parent(environment);
    return new Deployment(
        ResourceNames.indexEndpoint(indexEndpoint.strip(), "--index-endpoint", parent),
        deployedIndexId.strip(),
        matchAddress.strip());
  }

  private Optional<SourceTable> table(CatalogColumns columns) {
    return catalogUri.isBlank()
        ? Optional.empty()
        : Optional.of(
            new SourceTable(
                CatalogSource.parse(catalogUri, imageRootUri), columns.withoutAttributes()));
  }

  private String page(Storage storage, Answers answers, SearchOptions search) {
    String asked = "Asked: " + deployment();
    String wanted = search.filter().isNone() ? "" : "; filter: " + search.filter();
    return new AnswersReport(storage, answers.items()).html(answers.matches(), asked + wanted);
  }

  private void write(Storage storage, StorageUri file, String text) throws IOException {
    try (PendingObject object = storage.write(file)) {
      object.write(text.getBytes(StandardCharsets.UTF_8));
      object.commit();
    }
    spec.commandLine().getErr().println("Page with pictures: " + file);
    spec.commandLine().getErr().flush();
  }
}
