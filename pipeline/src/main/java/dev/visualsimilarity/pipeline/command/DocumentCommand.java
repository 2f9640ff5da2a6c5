package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.document.ProjectPages;
import dev.visualsimilarity.pipeline.picture.PipelinePicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what is written from other files of the project, or draws any pipeline. */
@Command(
    name = "document",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes the pages of the project's components and the picture of its pipeline anew.",
      "With a pipeline and --svg: draws that."
    })
public final class DocumentCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "PIPELINE",
      description = "a pipeline to draw, with --svg (default: the project's pages and picture)")
  Optional<Path> pipeline = Optional.empty();

  @Option(names = "--svg", paramLabel = "FILE", description = "takes the picture of PIPELINE")
  Optional<Path> svg = Optional.empty();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (pipeline.isPresent() != svg.isPresent()) {
      throw UserException.badParameter("give both a PIPELINE and --svg FILE, or none of them");
    }
    Map<Path, String> files =
        pipeline.isPresent()
            ? Map.of(svg.get(), PipelinePicture.of(Conformance.read(pipeline.get())))
            : ProjectPages.of(ProjectFolder.find().path());
    PrintWriter out = spec.commandLine().getOut();
    for (Map.Entry<Path, String> file : files.entrySet()) {
      try {
        Files.writeString(file.getKey(), file.getValue());
      } catch (IOException e) {
        throw UserException.failed("cannot write " + file.getKey() + ": " + e, e);
      }
      out.println(file.getKey());
    }
    out.flush();
    return ExitCode.DONE;
  }
}
