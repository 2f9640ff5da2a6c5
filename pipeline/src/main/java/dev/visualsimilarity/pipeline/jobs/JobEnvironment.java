package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.runner.TaskCommand;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives the programs of a job what Vertex AI Pipelines gives them in the environment: the project
 * and location of the job and its labels; and the address of the emulator, so that a program that
 * is told no other does not speak to Google Cloud.
 *
 * @param runner runs them
 * @param variables by name
 */
record JobEnvironment(TaskRunner runner, Map<String, String> variables) implements TaskRunner {

  static JobEnvironment of(TaskRunner runner, PipelineJob job, String endpoint) {
    ResourceName name = ResourceName.resource(job.getName(), JobBoard.COLLECTION);
    return new JobEnvironment(
        runner,
        Map.of(
            "CLOUD_ML_PROJECT_ID",
            name.project(),
            "CLOUD_ML_REGION",
            name.location(),
            "VERTEX_AI_PIPELINES_RUN_LABELS",
            Json.COMPACT.toJson(new TreeMap<>(job.getLabelsMap())),
            EmulatorServer.HOST_VARIABLE,
            endpoint.replaceFirst("^http://", "")));
  }

  @Override
  public void prepare(Container container) throws IOException, InterruptedException {
    runner.prepare(container);
  }

  @Override
  public int run(TaskCommand command) throws IOException, InterruptedException {
    Container container = command.container();
    Map<String, String> env = new LinkedHashMap<>(variables);
    env.putAll(container.env());
    return runner.run(
        new TaskCommand(
            new Container(container.image(), container.command(), container.args(), env),
            command.words(),
            command.folder(),
            command.log()));
  }
}
