package dev.visualsimilarity.pipeline.ir;

import java.util.Map;

/**
 * A pipeline in the KFP v2 IR (schema 2.1.0).
 *
 * @param name pipelineInfo.name
 * @param root the pipeline as a component; its implementation is a graph
 * @param components by key
 */
public record PipelineSpec(String name, Component root, Map<String, Component> components) {

  public PipelineSpec {
    components = Ordered.copyOf(components);
  }

  /** The graph of the pipeline itself. */
  public Dag dag() {
    return (Dag) root.implementation();
  }
}
