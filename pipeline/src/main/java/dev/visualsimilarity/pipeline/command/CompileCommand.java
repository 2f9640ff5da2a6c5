package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.conformance.Completeness;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.image.Digests;
import dev.visualsimilarity.pipeline.image.ImageReference;
import dev.visualsimilarity.pipeline.image.ImageStamp;
import dev.visualsimilarity.pipeline.image.RegistryDigests;
import dev.visualsimilarity.pipeline.json.Node;
import dev.visualsimilarity.pipeline.json.YamlFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a pipeline, or a component file, with the images of a registry. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Checks a pipeline or a component.yaml, and writes it with the images of your registry.",
      "Everything else stays as it is, comments too, but for defaults that are relative paths: they"
          + " count from the new file's folder. By digest, what a run does cannot change, and caches"
          + " know when it has."
    },
    footer = {
      "",
      "Images of other registries than --from stay as they are.",
      "Exit codes: 0 done, 1 a digest cannot be found out, 2 bad usage or a mistake in the file.",
      ""
    })
public final class CompileCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "what to compile (default: the project's pipeline/pipeline.yaml)")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "HOST/PATH",
      description =
          "where the images are, such as us-central1-docker.pkg.dev/my-project/visual-similarity")
  String registry;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "their tag (default: as it stands in the file)")
  Optional<String> tag = Optional.empty();

  @Option(
      names = "--digests",
      paramLabel = "build|registry|FILE",
      description =
          "name them by digest: as the build left them (target/jib-image.json of its module), as the registry says, or by a YAML or JSON map of components' names to digests")
  Optional<String> digests = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "the registry of the images to replace, as it stands in the file (default: ${DEFAULT-VALUE})")
  String from = "visual-similarity";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "takes the result; - is standard output")
  Path output;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (registry.contains("://")) {
      throw UserException.badParameter(
          "--registry is %s; give it without %s"
              .formatted(registry, registry.replaceFirst("(?<=://).*", "")));
    }
    Path source = file.orElseGet(() -> ProjectFolder.find().pipeline());
    Node document = Node.document(source);
    Conformance.read(document);
    Optional<Digests> known = digests.map(CompileCommand::digests);
    ImageStamp stamp = new ImageStamp(Files.readString(source));
    String text = stamp.apply(image -> image.parent().equals(from) ? moved(image, known) : image);
    if (stamp.stamped().isEmpty()) {
      throw UserException.badParameter(
          "%s has no image of %s that is not there already; give --from, the registry of those to replace"
              .formatted(source, from));
    }
    Conformance.read(new Node(source.getFileName() + ": ", YamlFile.parse("result", text)));
    write(source, text);
    PrintWriter err = spec.commandLine().getErr();
    stamp.stamped().forEach((old, image) -> err.printf("%s is %s%n", old, image));
    Completeness.of(document).forEach(finding -> err.println("note: " + finding));
    err.flush();
    return ExitCode.DONE;
  }

  private ImageReference moved(ImageReference image, Optional<Digests> known) {
    String version = tag.orElse(image.tag());
    if (version.isEmpty()) {
      throw UserException.badParameter(image + " has no tag in the file; give --tag");
    }
    String repository = registry.replaceFirst("/+$", "") + "/" + image.name();
    ImageReference moved = ImageReference.parse(repository + ":" + version);
    return known.map(source -> moved.at(source.of(moved))).orElse(moved);
  }

  private static Digests digests(String source) {
    return switch (source) {
      case "build" -> Digests.ofBuilds(ProjectFolder.find().path());
      case "registry" ->
          new RegistryDigests(Path.of(System.getProperty("user.home"), ".docker", "config.json"));
      default -> Digests.ofFile(Path.of(source));
    };
  }

  private void write(Path source, String text) throws IOException {
    if (output.toString().equals("-")) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    Path path = output.toAbsolutePath();
    try {
      Files.createDirectories(path.getParent());
      // As the system follows them: .. after a symbolic link is not the folder that it stands in.
      Path to = path.getParent().toRealPath();
      Files.writeString(path, new DefaultPaths(source.toRealPath().getParent(), to).moved(text));
    } catch (IOException e) {
      throw UserException.badParameter("cannot write " + output + ": " + e);
    }
  }
}
