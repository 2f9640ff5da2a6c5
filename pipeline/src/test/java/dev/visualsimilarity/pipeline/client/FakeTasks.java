package dev.visualsimilarity.pipeline.client;

import com.google.cloud.aiplatform.v1.Artifact;
import com.google.cloud.aiplatform.v1.Execution;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.ArtifactList;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.cloud.aiplatform.v1.PipelineTaskExecutorDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskExecutorDetail.ContainerDetail;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Status;
import java.util.function.UnaryOperator;

/** Details of tasks as Vertex AI gives them, for scripts of {@link FakeVertex}. */
public final class FakeTasks {

  /** Id of the task that stands for the job itself. */
  public static final long JOB = 1;

  private FakeTasks() {}

  /** Sets a task, in place of that with the same id. */
  public static UnaryOperator<PipelineJob> task(long id, long parent, String name, State state) {
    return set(detail(id, parent, name, state).build());
  }

  /** Sets a task that has ended well and was given the value of an input. */
  public static UnaryOperator<PipelineJob> given(
      long id, long parent, String name, String input, String value) {
    Value text = Value.newBuilder().setStringValue(value).build();
    return set(
        detail(id, parent, name, State.SUCCEEDED)
            .setExecution(
                Execution.newBuilder()
                    .setMetadata(Struct.newBuilder().putFields("input:" + input, text)))
            .build());
  }

  /** Adds to a task that is set an output that is a number, and a page of HTML. */
  public static UnaryOperator<PipelineJob> result(
      long id, String output, double value, String page) {
    Artifact html = Artifact.newBuilder().setUri(page).setSchemaTitle("system.HTML").build();
    return job ->
        job.getJobDetail().getTaskDetailsList().stream()
            .filter(detail -> detail.getTaskId() == id)
            .map(
                detail -> {
                  PipelineTaskDetail.Builder changed = detail.toBuilder();
                  changed
                      .getExecutionBuilder()
                      .getMetadataBuilder()
                      .putFields(
                          "output:" + output, Value.newBuilder().setNumberValue(value).build());
                  ArtifactList list = ArtifactList.newBuilder().addArtifacts(html).build();
                  return set(changed.putOutputs("page", list).build()).apply(job);
                })
            .findFirst()
            .orElseThrow();
  }

  /** Sets a task whose program was started by a CustomJob and failed. */
  public static UnaryOperator<PipelineJob> failed(
      long id, long parent, String name, String customJob, String message) {
    return set(
        detail(id, parent, name, State.FAILED)
            .setError(Status.newBuilder().setCode(9).setMessage(message))
            .setExecutorDetail(
                PipelineTaskExecutorDetail.newBuilder()
                    .setContainerDetail(ContainerDetail.newBuilder().setMainJob(customJob)))
            .build());
  }

  /** Sets a task that runs again after failed attempts. */
  public static UnaryOperator<PipelineJob> retried(
      long id, long parent, String name, int failures) {
    ContainerDetail.Builder container = ContainerDetail.newBuilder();
    for (int i = 0; i < failures; i++) {
      container.addFailedMainJobs("projects/1/locations/us-central1/customJobs/" + i);
    }
    return set(
        detail(id, parent, name, State.RUNNING)
            .setExecutorDetail(
                PipelineTaskExecutorDetail.newBuilder().setContainerDetail(container))
            .build());
  }

  /** Sets the task that stands for the job itself, which Vertex AI lists among the others. */
  public static UnaryOperator<PipelineJob> job(State state) {
    return job -> {
      String id = job.getName().substring(job.getName().lastIndexOf('/') + 1);
      PipelineTaskDetail.Builder detail = detail(JOB, 0, id, state);
      detail.setExecution(Execution.newBuilder().setSchemaTitle("system.Run"));
      return set(detail.build()).apply(job);
    };
  }

  /** One after the other. */
  @SafeVarargs
  public static UnaryOperator<PipelineJob> all(UnaryOperator<PipelineJob>... changes) {
    return job -> {
      PipelineJob changed = job;
      for (UnaryOperator<PipelineJob> change : changes) {
        changed = change.apply(changed);
      }
      return changed;
    };
  }

  private static PipelineTaskDetail.Builder detail(long id, long parent, String name, State state) {
    PipelineTaskDetail.Builder detail =
        PipelineTaskDetail.newBuilder()
            .setTaskId(id)
            .setParentTaskId(parent)
            .setTaskName(name)
            .setState(state);
    if (state != State.PENDING && state != State.NOT_TRIGGERED) {
      detail.setStartTime(Timestamps.fromMillis(1_000));
    }
    if (state != State.PENDING && state != State.RUNNING && state != State.NOT_TRIGGERED) {
      detail.setEndTime(Timestamps.fromMillis(3_500));
    }
    return detail;
  }

  private static UnaryOperator<PipelineJob> set(PipelineTaskDetail detail) {
    return job -> {
      PipelineJob.Builder changed = job.toBuilder();
      for (int i = 0; i < job.getJobDetail().getTaskDetailsCount(); i++) {
        if (job.getJobDetail().getTaskDetails(i).getTaskId() == detail.getTaskId()) {
          changed.getJobDetailBuilder().setTaskDetails(i, detail);
          return changed.build();
        }
      }
      changed.getJobDetailBuilder().addTaskDetails(detail);
      return changed.build();
    };
  }
}
