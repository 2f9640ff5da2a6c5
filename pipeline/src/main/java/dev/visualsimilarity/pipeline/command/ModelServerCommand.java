package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.pipeline.runner.BuiltProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs the program of {@code model-server/}, as a process in this terminal. Its command line must
 * take options that it does not know as parameters: all of them are the server's.
 */
@Command(
    name = "model-server",
    description = {
      "Serves a model by HTTP, as a custom container of Vertex AI does, until it is stopped.",
      "model-server --help lists its flags."
    })
public final class ModelServerCommand implements Callable<Integer> {

  private static final String MAIN = "dev.visualsimilarity.modelserver.ModelServer";

  @Parameters(paramLabel = "FLAG", description = "the server's own flags, --help among them")
  List<String> flags = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path module = ProjectFolder.find().path().resolve("model-server");
    return Foreground.run(BuiltProgram.of(module, MAIN, flags));
  }
}
