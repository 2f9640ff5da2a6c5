package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonElement;
import java.util.Arrays;
import java.util.Optional;

/**
 * A task and what is around it, which its inputs may come from.
 *
 * @param parent the component whose graph it is in
 */
record TaskSources(PipelineSpec spec, Component parent, Dag dag, Task task) {

  /** The component of another task of the graph. */
  Optional<Component> component(String name) {
    return Optional.ofNullable(dag.tasks().get(name))
        .map(other -> spec.components().get(other.component()));
  }

  /** What a parameter from there is; empty where a constant with placeholders does not say. */
  Optional<ParameterType> type(Source source) {
    if (source instanceof Source.ComponentInput input) {
      return Optional.ofNullable(parent.inputParameters().get(input.name()))
          .map(InputParameter::type);
    }
    if (source instanceof TaskOutput output) {
      return component(output.task()).map(from -> from.outputParameters().get(output.output()));
    }
    if (source instanceof Source.Constant constant) {
      return type(constant.value());
    }
    return Optional.of(ParameterType.TASK_FINAL_STATUS);
  }

  private static Optional<ParameterType> type(JsonElement constant) {
    return constant.toString().contains("{{$")
        ? Optional.empty()
        : Arrays.stream(ParameterType.values())
            .filter(type -> type != ParameterType.NUMBER_INTEGER && type.accepts(constant))
            .findFirst();
  }
}
