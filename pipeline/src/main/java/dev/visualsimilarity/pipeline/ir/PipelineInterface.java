package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonObject;
import dev.visualsimilarity.pipeline.json.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pipeline asks of those who run it. Read by itself, so that a pipeline can be submitted
 * that has more in it than {@link PipelineReader} provides for.
 *
 * @param name pipelineInfo.name
 * @param parameters by name
 * @param artifacts by name
 */
public record PipelineInterface(
    String name,
    Map<String, InputParameter> parameters,
    Map<String, ArtifactDefinition> artifacts) {

  public PipelineInterface {
    parameters = Ordered.copyOf(parameters);
    artifacts = Ordered.copyOf(artifacts);
  }

  /**
   * Reads it.
   *
   * @param source what messages call the pipeline
   * @throws dev.visualsimilarity.error.UserException if it is no pipeline of schema 2.1.0
   */
  public static PipelineInterface read(String source, JsonObject pipeline) {
    Node document = new Node(source + ": ", pipeline);
    PipelineReader.requireSchema(document);
    Node inputs = document.field("root").field("inputDefinitions");
    Map<String, InputParameter> parameters = new LinkedHashMap<>();
    inputs
        .field("parameters")
        .fields()
        .forEach((name, node) -> parameters.put(name, PipelineReader.input(node)));
    return new PipelineInterface(
        document.field("pipelineInfo").field("name").text(),
        parameters,
        PipelineReader.artifacts(inputs.field("artifacts")));
  }
}
