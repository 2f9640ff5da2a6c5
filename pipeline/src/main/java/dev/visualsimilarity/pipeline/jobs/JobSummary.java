package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.protobuf.Value;

/**
 * What is kept in memory of every job.
 *
 * @param job without what is large: its pipeline, its parameters, its tasks
 * @param pipeline name of the pipeline
 */
record JobSummary(PipelineJob job, String pipeline) {

  static JobSummary of(PipelineJob job) {
    Value info =
        job.getPipelineSpec().getFieldsOrDefault("pipelineInfo", Value.getDefaultInstance());
    String pipeline =
        info.getStructValue()
            .getFieldsOrDefault("name", Value.getDefaultInstance())
            .getStringValue();
    return new JobSummary(
        job.toBuilder().clearPipelineSpec().clearRuntimeConfig().clearJobDetail().build(),
        pipeline);
  }
}
