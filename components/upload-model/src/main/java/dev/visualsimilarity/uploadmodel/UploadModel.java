package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelOptions;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.EncryptionKeys;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.VertexOptions;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.attempt.RunOptions;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of the component upload-model. */
@Command(
    name = "upload-model",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Uploads a SavedModel to the Vertex AI Model Registry, with the project's model server,",
      "and deploys it to an endpoint if asked to."
    })
public final class UploadModel implements Callable<Integer> {

  @Mixin VertexOptions vertex = new VertexOptions();
  @Mixin RunOptions run = new RunOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin ModelOptions model = new ModelOptions();
  @Mixin ServingOptions serving = new ServingOptions();
  @Mixin DeploymentOptions deployment = new DeploymentOptions();

  @Option(names = "--display-name", required = true, description = "of the model")
  String displayName;

  @Option(names = "--description", description = "of the model and of its version")
  String description = "";

  @Option(
      names = "--parent-model",
      paramLabel = "NAME",
      description = "resource name of the model that this is a new version of; empty: a new model")
  String parentModel = "";

  @Option(
      names = "--version-aliases",
      paramLabel = "ALIAS,...",
      converter = TextList.Converter.class,
      description =
          "names of the version, such as default, which makes it the one that is meant by the"
              + " model's name")
  TextList versionAliases = new TextList(List.of());

  @Option(
      names = "--labels",
      paramLabel = "JSON",
      description = "labels of the model and of a created endpoint, such as {\"team\": \"search\"}")
  String labels = "";

  @Option(
      names = "--encryption-spec-key-name",
      paramLabel = "KEY",
      description =
          "customer-managed key of the model and of a created endpoint:"
              + " projects/P/locations/L/keyRings/R/cryptoKeys/K; empty: Google's")
  String encryptionSpecKeyName = "";

  private final Map<String, String> environment;
  private final Duration look;
  private final Duration patience;

  UploadModel(Map<String, String> environment) {
    this(environment, LostAnswers.LOOK, EarlierAttempt.PATIENCE);
  }

  /**
   * @param look how long what was begun is looked for where the answer was lost
   * @param patience how long operations are waited for then that may be others'
   */
  UploadModel(Map<String, String> environment, Duration look, Duration patience) {
    this.environment = environment;
    this.look = look;
    this.patience = patience;
  }

  /** Runs the component. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new UploadModel(System.getenv()), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(output, this::run);
  }

  private void run(Storage storage, Outputs outputs) throws IOException {
    ApiEndpoint api = vertex.endpoint(environment);
    Duration timeout = vertex.timeout();
    ModelSpec spec = model.spec();
    UploadRequest asked = request(vertex.parent(environment), spec, api);
    int dimensions =
        ModelCheck.dimensions(
            model.store(storage),
            spec,
            serving.tensorType(),
            serving.imageHeight,
            serving.imageWidth);
    Attempt attempt =
        Attempt.open(
            storage,
            Clock.systemUTC(),
            run.task(),
            asked.digest(),
            outputs.note(),
            // Below the pipeline's root, where a new pod finds it; other outputs may be the pod's.
            Attempt.beside(outputs.artifactFile(UploadStep.MODEL_ARTIFACT), "upload-model"));
    UploadRequest request = asked.with(attempt.labels());
    ApiCalls calls = new ApiCalls(api);
    try (VertexClients clients = new VertexClients(api);
        StepOperations operations =
            StepOperations.open(
                "upload-model",
                outputs,
                clients.models().getOperationsClient(),
                calls,
                timeout,
                attempt)) {
      var models = new ModelResources(clients.models(), calls);
      var endpoints = new EndpointResources(clients.endpoints(), calls);
      var answers = new LostAnswers(operations, attempt, look);
      new UploadStep(
              new ModelUpload(models, operations, answers, attempt, patience),
              new ModelDeployment(endpoints, operations, answers, attempt, patience),
              new AnswerCheck(clients, calls),
              api,
              outputs)
          .run(request, dimensions);
      operations.publish();
    }
  }

  private UploadRequest request(LocationName parent, ModelSpec spec, ApiEndpoint api) {
    StorageUri directory = ModelCheck.directory(spec);
    if (directory.isLocal() && !api.plaintext()) {
      throw UserException.badParameter(
          "--model-uri is on this machine: %s; Vertex AI reads gs://bucket/directory, an emulator (--api-endpoint http://HOST:PORT) reads both"
              .formatted(directory));
    }
    return new UploadRequest(
        parent,
        directory.toString(),
        serving.container(spec, api),
        displayName.strip(),
        description.strip(),
        Optional.of(parentModel.strip())
            .filter(name -> !name.isEmpty())
            .map(name -> ResourceNames.model(name, "--parent-model", parent)),
        versionAliases.values(),
        Labels.parse(labels, environment),
        EncryptionKeys.parse(encryptionSpecKeyName, parent),
        deployment.request(parent, displayName.strip()));
  }
}
