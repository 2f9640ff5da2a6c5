package dev.visualsimilarity.pipeline.ir;

import java.util.Map;

/**
 * What a task does: an interface and its implementation. Maps keep the order of the file.
 *
 * @param name its key in the IR; {@code root} for the pipeline itself
 * @param inputParameters by name
 * @param inputArtifacts by name
 * @param outputParameters types by name
 * @param outputArtifacts by name
 * @param implementation a container or a graph of tasks
 */
public record Component(
    String name,
    Map<String, InputParameter> inputParameters,
    Map<String, ArtifactDefinition> inputArtifacts,
    Map<String, ParameterType> outputParameters,
    Map<String, ArtifactDefinition> outputArtifacts,
    Implementation implementation) {

  public Component {
    inputParameters = Ordered.copyOf(inputParameters);
    inputArtifacts = Ordered.copyOf(inputArtifacts);
    outputParameters = Ordered.copyOf(outputParameters);
    outputArtifacts = Ordered.copyOf(outputArtifacts);
  }

  /** How a component is carried out. */
  public sealed interface Implementation permits Container, Dag {}
}
