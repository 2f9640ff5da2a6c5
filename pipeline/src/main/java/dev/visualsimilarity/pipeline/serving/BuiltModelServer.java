package dev.visualsimilarity.pipeline.serving;

import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.serving.ContainerPrograms;
import dev.visualsimilarity.emulator.serving.ServingExtension;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.runner.BuiltProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the containers of the project's model server from its build; there are no others here. */
public final class BuiltModelServer implements ContainerPrograms {

  private static final String MAIN = "dev.visualsimilarity.modelserver.ModelServer";

  private final Path project;

  private BuiltModelServer(Path project) {
    this.project = project;
  }

  /**
   * What makes an emulator serve models.
   *
   * @param project the folder of the project, with the module {@code model-server}
   */
  public static EmulatorExtension.Factory serving(Path project) {
    return ServingExtension.with(new BuiltModelServer(project));
  }

  @Override
  public ProcessBuilder of(ModelContainerSpec container) throws IOException {
    if (!container.getCommandList().contains(MAIN)) {
      throw ApiErrors.failedPrecondition(
          "image %s is not the project's model server, whose command runs %s; the emulator runs no"
              + " other containers",
          container.getImageUri(), MAIN);
    }
    // A container is reached at any address; a program of this machine need not be.
    List<String> args = new ArrayList<>(List.of("--host=127.0.0.1", "--stop-at-end-of-input"));
    args.addAll(container.getArgsList());
    try {
      return BuiltProgram.of(project.resolve("model-server"), MAIN, args);
    } catch (UserException e) {
      throw ApiErrors.failedPrecondition("%s", e.getMessage());
    }
  }
}
