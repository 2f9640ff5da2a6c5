package dev.visualsimilarity.pipeline.conformance;

import dev.visualsimilarity.pipeline.conformance.Shape.Any;
import dev.visualsimilarity.pipeline.conformance.Shape.Entries;
import dev.visualsimilarity.pipeline.conformance.Shape.Flag;
import dev.visualsimilarity.pipeline.conformance.Shape.Items;
import dev.visualsimilarity.pipeline.conformance.Shape.Message;
import dev.visualsimilarity.pipeline.conformance.Shape.Numeric;
import dev.visualsimilarity.pipeline.conformance.Shape.Text;
import java.util.Map;
import java.util.Set;

/**
 * The messages of pipeline_spec.proto as far as both services take them: PipelineSpec, and
 * PipelineDeploymentConfig in its field {@code deploymentSpec}, which parsing a PipelineSpec does
 * not check.
 */
final class PipelineSchema {

  private static final Shape TEXT = new Text(Set.of());
  private static final Shape NUMBER = new Numeric(false);
  private static final Shape WHOLE = new Numeric(true);
  private static final Shape FLAG = new Flag();
  private static final Shape ANY = new Any();

  private static final Shape PARAMETER_TYPE =
      new Text(
          Set.of(
              "STRING",
              "NUMBER_INTEGER",
              "NUMBER_DOUBLE",
              "BOOLEAN",
              "LIST",
              "STRUCT",
              "TASK_FINAL_STATUS"));

  private static final Shape ARTIFACT_TYPE =
      new Message("ArtifactTypeSchema", Map.of("schemaTitle", TEXT, "schemaVersion", TEXT));

  private static final Shape INPUTS =
      new Message(
          "ComponentInputsSpec",
          Map.of(
              "parameters",
              new Entries(
                  new Message(
                      "ParameterSpec",
                      Map.of(
                          "parameterType", PARAMETER_TYPE,
                          "defaultValue", ANY,
                          "isOptional", FLAG,
                          "description", TEXT))),
              "artifacts",
              new Entries(
                  new Message(
                      "ArtifactSpec",
                      Map.of(
                          "artifactType", ARTIFACT_TYPE,
                          "isArtifactList", FLAG,
                          "isOptional", FLAG,
                          "description", TEXT)))));

  private static final Shape OUTPUTS =
      new Message(
          "ComponentOutputsSpec",
          Map.of(
              "parameters",
              new Entries(
                  new Message(
                      "ParameterSpec",
                      Map.of("parameterType", PARAMETER_TYPE, "description", TEXT))),
              "artifacts",
              new Entries(
                  new Message(
                      "ArtifactSpec",
                      Map.of(
                          "artifactType", ARTIFACT_TYPE,
                          "isArtifactList", FLAG,
                          "metadata", ANY,
                          "description", TEXT)))));

  private static final Shape PARAMETER_SELECTOR =
      new Message(
          "ParameterSelectorSpec", Map.of("producerSubtask", TEXT, "outputParameterKey", TEXT));

  private static final Shape DAG_OUTPUTS =
      new Message(
          "DagOutputsSpec",
          Map.of(
              "parameters",
              new Entries(
                  oneOf(
                      "DagOutputParameterSpec",
                      Map.of(
                          "valueFromParameter",
                          PARAMETER_SELECTOR,
                          "valueFromOneof",
                          new Message(
                              "ParameterSelectorsSpec",
                              Map.of("parameterSelectors", new Items(PARAMETER_SELECTOR)))))),
              "artifacts",
              new Entries(
                  new Message(
                      "DagOutputArtifactSpec",
                      Map.of(
                          "artifactSelectors",
                          new Items(
                              new Message(
                                  "ArtifactSelectorSpec",
                                  Map.of(
                                      "producerSubtask", TEXT,
                                      "outputArtifactKey", TEXT))))))));

  private static final Shape TASK_INPUTS =
      new Message(
          "TaskInputsSpec",
          Map.of(
              "parameters",
              new Entries(
                  oneOf(
                      "InputParameterSpec",
                      Map.of(
                          "taskOutputParameter",
                          new Message(
                              "TaskOutputParameterSpec",
                              Map.of("producerTask", TEXT, "outputParameterKey", TEXT)),
                          "runtimeValue",
                          new Message("ValueOrRuntimeParameter", Map.of("constant", ANY)),
                          "componentInputParameter",
                          TEXT,
                          "taskFinalStatus",
                          new Message("TaskFinalStatus", Map.of("producerTask", TEXT))))),
              "artifacts",
              new Entries(
                  oneOf(
                      "InputArtifactSpec",
                      Map.of(
                          "taskOutputArtifact",
                          new Message(
                              "TaskOutputArtifactSpec",
                              Map.of("producerTask", TEXT, "outputArtifactKey", TEXT)),
                          "componentInputArtifact",
                          TEXT)))));

  private static final Shape TASK =
      new Message(
          "PipelineTaskSpec",
          Map.ofEntries(
              Map.entry("taskInfo", new Message("PipelineTaskInfo", Map.of("name", TEXT))),
              Map.entry("componentRef", new Message("ComponentRef", Map.of("name", TEXT))),
              Map.entry("inputs", TASK_INPUTS),
              Map.entry("dependentTasks", new Items(TEXT)),
              Map.entry(
                  "cachingOptions", new Message("CachingOptions", Map.of("enableCache", FLAG))),
              Map.entry(
                  "triggerPolicy",
                  new Message(
                      "TriggerPolicy",
                      Map.of(
                          "condition",
                          TEXT,
                          "strategy",
                          new Text(
                              Set.of(
                                  "ALL_UPSTREAM_TASKS_SUCCEEDED",
                                  "ALL_UPSTREAM_TASKS_COMPLETED"))))),
              Map.entry(
                  "retryPolicy",
                  new Message(
                      "RetryPolicy",
                      Map.of(
                          "maxRetryCount", WHOLE,
                          "backoffDuration", TEXT,
                          "backoffFactor", NUMBER,
                          "backoffMaxDuration", TEXT))),
              Map.entry(
                  "parameterIterator",
                  new Message(
                      "ParameterIteratorSpec",
                      Map.of(
                          "itemInput",
                          TEXT,
                          "items",
                          oneOf("ItemsSpec", Map.of("inputParameter", TEXT, "raw", TEXT))))),
              Map.entry(
                  "iteratorPolicy",
                  new Message("IteratorPolicy", Map.of("parallelismLimit", WHOLE)))));

  private static final Shape DAG =
      new Message("DagSpec", Map.of("tasks", new Entries(TASK), "outputs", DAG_OUTPUTS));

  private static final Shape COMPONENT =
      new Message(
          "ComponentSpec",
          Map.of(
              "inputDefinitions", INPUTS,
              "outputDefinitions", OUTPUTS,
              "dag", DAG,
              "executorLabel", TEXT),
          Set.of("dag", "executorLabel"));

  private static final Shape RESOURCES =
      new Message(
          "ResourceSpec",
          Map.of(
              "cpuLimit", NUMBER,
              "memoryLimit", NUMBER,
              "resourceCpuLimit", TEXT,
              "resourceMemoryLimit", TEXT,
              "cpuRequest", NUMBER,
              "memoryRequest", NUMBER,
              "resourceCpuRequest", TEXT,
              "resourceMemoryRequest", TEXT,
              "accelerator",
                  new Message(
                      "AcceleratorConfig",
                      Map.of(
                          "type", TEXT,
                          "count", TEXT,
                          "resourceType", TEXT,
                          "resourceCount", TEXT))));

  private static final Shape CONTAINER =
      new Message(
          "PipelineContainerSpec",
          Map.of(
              "image", TEXT,
              "command", new Items(TEXT),
              "args", new Items(TEXT),
              "env", new Items(new Message("EnvVar", Map.of("name", TEXT, "value", TEXT))),
              "resources", RESOURCES));

  private static final Shape DEPLOYMENT =
      new Message(
          "PipelineDeploymentConfig",
          Map.of("executors", new Entries(oneOf("ExecutorSpec", Map.of("container", CONTAINER)))));

  /** A whole document. */
  static final Shape PIPELINE =
      new Message(
          "PipelineSpec",
          Map.of(
              "pipelineInfo",
                  new Message(
                      "PipelineInfo",
                      Map.of("name", TEXT, "displayName", TEXT, "description", TEXT)),
              "root", COMPONENT,
              "components", new Entries(COMPONENT),
              "deploymentSpec", DEPLOYMENT,
              "schemaVersion", TEXT,
              "sdkVersion", TEXT,
              "defaultPipelineRoot", TEXT));

  private PipelineSchema() {}

  private static Message oneOf(String name, Map<String, Shape> fields) {
    return new Message(name, fields, fields.keySet());
  }
}
