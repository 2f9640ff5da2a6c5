package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.ir.PipelineReader;
import dev.visualsimilarity.pipeline.placeholder.ValueText;
import dev.visualsimilarity.pipeline.runner.BuiltProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks about pictures of the user's own. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Asks a deployed index for the nearest neighbors of pictures.",
      "A table goes to stderr, JSON Lines to stdout: an object for each picture."
    },
    footer = {
      "",
      "The model, the preprocessing and the catalog are those of the run, so that pictures and"
          + " catalog are embedded alike. The emulator of a run that had one of its own is started"
          + " again for the query, on what the run kept; if one serves that already, name it by"
          + " -p api_endpoint=http://HOST:PORT or "
          + EmulatorServer.HOST_VARIABLE
          + ".",
      "Without a run: --index-endpoint, --deployed-index-id and the pipeline's parameters, such as"
          + " -p project=shop -p model_uri=gs://shop/model -p catalog_uri=gs://shop/catalog.csv.",
      "Exit codes: 0 done, 1 failed, 2 bad usage or parameters, 3 some pictures could not be used.",
      ""
    })
public final class QueryCommand implements Callable<Integer> {

  private static final String MAIN = "dev.visualsimilarity.queryindex.byhand.QueryImages";

  /** Parameters of the pipeline that are flags of the program too. */
  private static final List<String> SETTINGS =
      List.of(
          "project",
          "location",
          "api_endpoint",
          "catalog_uri",
          "image_root_uri",
          "id_column",
          "image_column",
          "image_template",
          "numeric_restrict_columns",
          "title_column",
          "model_uri",
          "signature",
          "input_name",
          "output_name",
          "image_height",
          "image_width",
          "tensor_type",
          "apply_exif_orientation",
          "precision",
          "l2_normalize");

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "pictures: paths or gs:// URIs")
  List<String> images = List.of();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "folder of the run whose index is asked (default: the newest below runs/)")
  Optional<Path> runDir = Optional.empty();

  @Option(names = "--exact", description = "ask the exact index of the run, not the approximate")
  boolean exact;

  @Option(
      names = "--index-endpoint",
      paramLabel = "NAME",
      description = "endpoint of the index, instead of that of a run")
  String indexEndpoint = "";

  @Option(
      names = "--deployed-index-id",
      paramLabel = "ID",
      description = "deployment of the index on --index-endpoint")
  String deployedIndexId = "";

  @Option(
      names = "--match-address",
      paramLabel = "HOST",
      description = "host that answers queries (default: as --index-endpoint says)")
  String matchAddress = "";

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description =
          "endpoint that upload-model deployed the model to: it embeds the pictures, instead of the"
              + " model itself (default: none)")
  Optional<String> endpoint = Optional.empty();

  @Mixin ParameterOptions parameters = new ParameterOptions();
  @Mixin QueryOptions query = new QueryOptions();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (indexEndpoint.isBlank() != deployedIndexId.isBlank()) {
      throw UserException.badParameter(
          "--index-endpoint and --deployed-index-id belong together: give both, or none to ask the index of a run");
    }
    if (endpoint.filter(String::isBlank).isPresent()) {
      throw UserException.badParameter(
          "--endpoint is empty; give the endpoint of the model, or leave it out to embed with the model here");
    }
    query.check();
    boolean named = !indexEndpoint.isBlank();
    Optional<KeptRun> run =
        runDir.isPresent() || !named ? Optional.of(keptRun()) : Optional.empty();
    Map<String, JsonElement> values = settings(run);
    if (named) {
      return ask(new AskedDeployment(indexEndpoint, deployedIndexId, matchAddress), values);
    }
    query.check(Namespaces.of(values));
    String index = exact ? "brute-force-index" : "ann-index";
    AskedDeployment deployment = deployment(run.get(), index);
    Optional<Path> kept = run.get().emulatorData();
    if (kept.isEmpty()) {
      return ask(deployment, values);
    }
    try (KeptEmulator emulator = emulator(kept.get(), values)) {
      values.put(InputCheck.API_ENDPOINT, new JsonPrimitive(emulator.endpoint()));
      return ask(deployment.withoutAddress(), values);
    }
  }

  private static KeptEmulator emulator(Path kept, Map<String, JsonElement> values) {
    String asked = ValueText.of(values.get(InputCheck.API_ENDPOINT)).strip();
    return asked.isEmpty()
        ? KeptEmulator.start(kept, System.getenv())
        : KeptEmulator.running(asked);
  }

  private KeptRun keptRun() throws IOException {
    return runDir.isPresent() ? KeptRun.of(runDir.get()) : KeptRun.newest(Path.of("runs"));
  }

  /** The pipeline's parameters: its defaults, those of the run, those of the flags. */
  private Map<String, JsonElement> settings(Optional<KeptRun> run) throws IOException {
    Path pipeline = ProjectFolder.find().pipeline();
    Map<String, InputParameter> declared = PipelineReader.read(pipeline).root().inputParameters();
    RunParameters values = new RunParameters(declared, pipeline.getParent());
    run.ifPresent(kept -> values.file(kept.parameters()));
    if (run.flatMap(KeptRun::emulatorData).isPresent()) {
      // Its port was the emulator's while the run lasted.
      values.text(InputCheck.API_ENDPOINT, "", Path.of(""));
    }
    return new LinkedHashMap<>(parameters.over(values).given());
  }

  private static AskedDeployment deployment(KeptRun run, String index) throws IOException {
    String task = "deploy-" + index;
    return new AskedDeployment(
        run.output(task, "index_endpoint"),
        run.output(task, "deployed_index_id"),
        run.output(task, "match_address"));
  }

  private int ask(AskedDeployment deployment, Map<String, JsonElement> values)
      throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(deployment.flags());
    for (String name : SETTINGS) {
      JsonElement value = values.get(name);
      if (value != null) {
        args.add("--" + name.replace('_', '-') + "=" + ValueText.of(value));
      }
    }
    args.add("--endpoint=" + endpoint.orElse(""));
    args.addAll(query.flags());
    args.add("--");
    args.addAll(images);
    Path module = ProjectFolder.find().components().resolve("query-index");
    return Foreground.run(BuiltProgram.of(module, MAIN, args));
  }
}
