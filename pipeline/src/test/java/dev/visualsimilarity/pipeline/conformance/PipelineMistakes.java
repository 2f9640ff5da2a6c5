package dev.visualsimilarity.pipeline.conformance;

import java.util.stream.Stream;

/** Mistakes in pipeline.yaml: a text of it, what stands there instead, what is said of it. */
final class PipelineMistakes {

  private PipelineMistakes() {}

  static Stream<Object[]> all() {
    return Stream.of(documentMistakes(), interfaceMistakes(), containerMistakes(), taskMistakes())
        .flatMap(part -> part);
  }

  private static Stream<Object[]> documentMistakes() {
    return Stream.of(
        mistake(
            "schemaVersion: 2.1.0", "schemaVersion: 2.0.0", "schemaVersion is 2.0.0; only 2.1.0"),
        mistake("schemaVersion: 2.1.0", "schema_version: 2.1.0", "is not a field of PipelineSpec"),
        mistake(
            "schemaVersion: 2.1.0",
            "schemaVersion: 2.1",
            "schemaVersion is 2.1; it must be a text"),
        mistake("sdkVersion:", "---\nsdkVersion:", "is not one YAML map (documents in it: 2)"),
        mistake(
            "sdkVersion:", "schemaVersion: 2.1.0\nsdkVersion:", "is not YAML: found duplicate key"),
        mistake("sdkVersion:", "platforms: {}\nsdkVersion:", "platforms is not portable"),
        mistake(
            "  name: visual-similarity\n",
            "  name: Visual_Similarity\n",
            "pipelineInfo.name is Visual_Similarity; allowed are lower-case"),
        mistake(
            "  name: visual-similarity\n",
            "  name: query-index\n",
            "a file named like one of its components"),
        mistake(
            "displayName: Visual similarity",
            "displayName: " + "x".repeat(1025),
            "pipelineInfo.displayName has 1025 characters; allowed are 1024"),
        mistake("pipelineInfo:", "pipelineSpec: {}\npipelineInfo:", "is a PipelineJob"),
        mistake(
            "deploymentSpec:\n  executors:",
            "deploymentSpec:\n  runners: {}\n  executors:",
            "deploymentSpec.runners is not a field of PipelineDeploymentConfig, which has executors"));
  }

  private static Stream<Object[]> interfaceMistakes() {
    return Stream.of(
        mistake(
            "parameterType: STRING",
            "parameterType: TEXT",
            "parameterType is \"TEXT\"; it must be one of BOOLEAN, LIST,"),
        mistake(
            "parameterType: STRING",
            "type: STRING",
            "type is not portable: it is of schema 2.0.0; write parameterType"),
        mistake("          parameterType: STRING\n", "", "has no parameterType"),
        mistake(
            "schemaTitle: system.Artifact",
            "schemaTitle: system.Table",
            "schemaTitle is system.Table; allowed are system.Artifact,"),
        mistake(
            "            schemaVersion: 0.0.1\n",
            "",
            "artifactType has no schemaVersion, without which the SDK does not load it"),
        mistake("schemaVersion: 0.0.1", "schemaVersion: 1.0", "it must be a text; quote it"),
        mistake(
            "defaultValue: 0\n",
            "defaultValue: zero\n",
            "has the default \"zero\", which is not NUMBER_INTEGER"),
        mistake(
            "isOptional: true",
            "isOptional: 'true'",
            "isOptional is \"true\"; it must be true or false"),
        mistake(
            "isOptional: true",
            "optional: true",
            "is not a field of ParameterSpec, which has defaultValue, description, isOptional, parameterType"),
        mistake("          defaultValue: ''\n", "", "which is optional and has no default"),
        mistake(
            "        index_artifact:",
            "        index:",
            "outputDefinitions.artifacts.index is called like a parameter"),
        mistake(
            "        vectors_count:", "        VectorsCount:", "is no name of an input or output"),
        mistake(
            "description: Directory of index data.",
            "description: '" + "x".repeat(1025) + "'",
            "embeddings_uri.description has 1025 characters"));
  }

  private static Stream<Object[]> containerMistakes() {
    return Stream.of(
        mistake("image: visual-similarity/build-index:0.1.0", "image: ''", "image is not a text"),
        mistake(
            "        image:",
            "        entrypoint: x\n        image:",
            "entrypoint is not a field of PipelineContainerSpec"),
        mistake(
            "          - java\n",
            "          - \"{{$.inputs.parameters['project']}}\"\n",
            "command begins with a placeholder"),
        mistake(
            "          - java\n",
            "          - 1\n",
            "command[0] is 1; it must be a text; quote it"),
        mistake(
            "{{$.inputs.parameters['project']}}",
            "{{$.inputs.parameters['projekt']}}",
            "cannot resolve {{$.inputs.parameters['projekt']}} in the command of comp-build-index"),
        mistake(
            "{{$.inputs.parameters['project']}}",
            "{{$.pipeline_google_cloud_project_id}}",
            "cannot resolve {{$.pipeline_google_cloud_project_id}}"),
        mistake(
            "\"{{$.inputs.parameters['project']}}\"",
            "'{\"Concat\": [\"a\", \"b\"]}'",
            "Concat and IfPresent are not supported"),
        mistake(
            "\"{{$}}\"",
            "\"{{$.outputs.output_file}}\"",
            "cannot resolve {{$.outputs.output_file}}"),
        mistake(
            "        args:",
            "        env: [{name: P, value: \"{{$.pipeline_root}}\"}]\n        args:",
            "env[0] has a placeholder, which no service resolves in env"),
        mistake(
            "        args:",
            "        lifecycle: {}\n        args:",
            "lifecycle is not portable: Kubeflow Pipelines does not implement it"),
        mistake(
            "cpuLimit: 2.0",
            "cpuLimit: 3.0",
            "resources.cpuLimit is 3.0, but resourceCpuLimit is 2"),
        mistake(
            "memoryLimit: 4.0", "memoryLimit: '4'", "memoryLimit is \"4\"; it must be a number"),
        mistake(
            "resourceMemoryLimit: 4G",
            "resourceMemoryLimit: 4 GB",
            "resourceMemoryLimit is 4 GB; allowed are quantities"),
        mistake(
            "    exec-build-index:\n      container:",
            "    exec-build-index:\n      customJob: {}\n      container:",
            "customJob is not portable: only Vertex AI Pipelines runs it"),
        mistake(
            "executorLabel: exec-build-index",
            "executorLabel: exec-build",
            "names an executor that deploymentSpec does not have: exec-build"));
  }

  private static Stream<Object[]> taskMistakes() {
    return Stream.of(
        mistake(
            "name: comp-preprocess",
            "name: comp-prepare",
            "task preprocess names a component that is not there: comp-prepare"),
        mistake(
            "dependentTasks:\n            - for-each-shard",
            "dependentTasks:\n            - for-each-shards",
            "depends on a task that is not in its graph: for-each-shards"),
        mistake(
            "          dependentTasks:\n            - build-ann-index\n",
            "",
            "task deploy-ann-index takes index from build-ann-index, which its dependentTasks do not list"),
        mistake(
            "outputParameterKey: shards",
            "outputParameterKey: shard",
            "from an output that preprocess does not have: shard"),
        mistake(
            "outputParameterKey: shards",
            "outputParameterKey: image_count",
            "task for-each-shard loops over its input pipelinechannel--preprocess-shards, which is NUMBER_INTEGER, not LIST"),
        mistake(
            "componentInputParameter: catalog_uri",
            "componentInputParameter: catalogue_uri",
            "task preprocess takes catalog_uri from an input that comp-visual-search does not have: catalogue_uri"),
        mistake(
            "componentInputParameter: catalog_uri",
            "componentInputParameter: shard_size",
            "task preprocess gives catalog_uri a NUMBER_INTEGER, but it is STRING"),
        mistake(
            "              catalog_uri:\n                componentInputParameter: catalog_uri\n",
            "",
            "task preprocess gives no value for the input catalog_uri"),
        mistake(
            "              catalog_uri:\n                componentInputParameter: catalog_uri\n",
            "              catalog:\n                componentInputParameter: catalog_uri\n",
            "task preprocess gives the input catalog, which comp-preprocess does not have"),
        mistake(
            "componentInputParameter: catalog_uri\n",
            "componentInputParameter: catalog_uri\n                runtimeValue: {constant: x}\n",
            "catalog_uri must have exactly one of componentInputParameter, runtimeValue"),
        mistake(
            "constant: tree_ah",
            "constant: 1",
            "task build-ann-index gives algorithm the constant 1, which is not STRING"),
        mistake(
            "constant: tree_ah",
            "runtimeParameter: algorithm",
            "runtimeParameter is not a field of ValueOrRuntimeParameter"),
        mistake(
            "constant: \"{{$.pipeline_job_name}}\"",
            "constant: \"run {{$.pipeline_job_name}}\"",
            "the constant of its input run_name has {{$.pipeline_job_name}}; allowed are other inputs of the task"),
        mistake(
            "constant: \"{{$.pipeline_job_name}}\"",
            "constant: [\"{{$.pipeline_job_name}}\"]",
            "the constant of its input run_name has {{$.pipeline_job_name}}; allowed are other inputs of the task"),
        mistake(
            "constant: \"{{$.inputs.parameters['pipelinechannel--work_uri']}}/tensors\"",
            "constant: \"{{$.inputs.parameters['work_uri']}}/tensors\"",
            "has {{$.inputs.parameters['work_uri']}}; allowed are other inputs"),
        mistake(
            "backoffDuration: 30s",
            "backoffDuration: 30",
            "backoffDuration is 30; it must be a text"),
        mistake(
            "backoffDuration: 30s",
            "backoffDuration: 30m",
            "backoffDuration is no duration: 30m; give seconds, such as 30s"),
        mistake(
            "backoffMaxDuration: 3600s",
            "backoffMaxDuration: 7200s",
            "backoffMaxDuration 7200s; allowed are"),
        mistake(
            "maxRetryCount: 2",
            "maxRetryCount: 2.5",
            "maxRetryCount is 2.5; it must be a whole number"),
        mistake(
            "          parameterIterator:",
            "          retryPolicy: {maxRetryCount: 1}\n          parameterIterator:",
            "task for-each-shard has a retryPolicy, but comp-for-each-shard is a graph"),
        mistake(
            "parameterIterator:",
            "artifactIterator:",
            "artifactIterator is not portable: Kubeflow Pipelines does not implement it"),
        mistake(
            "itemInput: pipelinechannel--preprocess-shards-loop-item",
            "itemInput: item",
            "gives its items to an input that comp-for-each-shard does not have: item"),
        mistake(
            "inputParameter: pipelinechannel--preprocess-shards",
            "inputParameter: pipelinechannel--format",
            "loops over its input pipelinechannel--format, which is STRING, not LIST"),
        mistake(
            "        query-index:\n          taskInfo:",
            "        Query_Index:\n          taskInfo:",
            "tasks.Query_Index is no name of a task"),
        mistake(
            "cachingOptions: {}",
            "cachingOptions: {cacheKey: x}",
            "cacheKey is not portable: only newer Kubeflow Pipelines know it"),
        mistake(
            "strategy: ALL_UPSTREAM_TASKS_COMPLETED",
            "strategy: ALWAYS",
            "strategy is \"ALWAYS\"; it must be one of ALL_UPSTREAM_TASKS_COMPLETED, ALL_UPSTREAM_TASKS_SUCCEEDED"),
        mistake(
            "        triggerPolicy:\n          strategy: ALL_UPSTREAM_TASKS_COMPLETED\n",
            "",
            "takes status from a taskFinalStatus, but its triggerPolicy has no strategy ALL_UPSTREAM_TASKS_COMPLETED"),
        mistake(
            "          strategy: ALL_UPSTREAM_TASKS_COMPLETED\n",
            "          strategy: ALL_UPSTREAM_TASKS_COMPLETED\n          condition: inputs.parameter_values['enable'] == true\n",
            "has a condition that asks for an input that the task does not have: enable"),
        mistake(
            "              taskFinalStatus:\n                producerTask: visual-search",
            "              taskFinalStatus:\n                producerTask: other",
            "takes status from a task that is not in its graph: other"),
        mistake(
            "producerSubtask: visual-search\n              outputArtifactKey: report",
            "producerSubtask: visual-search\n              outputArtifactKey: page",
            "root takes report from visual-search, which has no output artifact page"),
        mistake(
            "            outputParameterKey: recall",
            "            outputParameterKey: query_count",
            "component comp-visual-search declares recall as NUMBER_DOUBLE, but the query_count of query-index is NUMBER_INTEGER"));
  }

  static String[] mistake(String original, String replacement, String message) {
    return new String[] {original, replacement, message};
  }
}
