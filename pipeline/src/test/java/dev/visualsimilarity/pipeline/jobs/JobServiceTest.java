package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.output;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.parameter;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.PipelineFailurePolicy;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.protobuf.util.Timestamps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class JobServiceTest {

  @TempDir private Path folder;
  private JobsServer server;

  @BeforeEach
  void start() throws Exception {
    server = JobsServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void runsAJobAndShowsItsTasksWithTheirInputsAndOutputs() throws Exception {
    PipelineJob given = JobsServer.greeting("you").toBuilder().putLabels("team", "shop").build();

    PipelineJob accepted = server.jobs().createPipelineJob(PARENT, given, "hello-1");
    PipelineJob job = server.ended(accepted.getName());

    assertThat(accepted.getName()).isEqualTo(PARENT + "/pipelineJobs/hello-1");
    assertThat(accepted.getState()).isEqualTo(PipelineState.PIPELINE_STATE_PENDING);
    assertThat(job.getState())
        .as(job.getError().getMessage())
        .isEqualTo(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(job.getLabelsMap()).containsEntry("team", "shop");
    assertThat(job.getRuntimeConfig()).isEqualTo(given.getRuntimeConfig());
    assertThat(job.getJobDetail().getTaskDetailsList())
        .extracting(PipelineTaskDetail::getTaskName)
        .containsExactly("hello-1", "store", "load");
    PipelineTaskDetail root = task(job, "hello-1");
    assertThat(parameter(root, "input:times").getNumberValue()).isEqualTo(2);
    assertThat(parameter(root, "output:said").getStringValue()).isEqualTo("you");
    PipelineTaskDetail store = task(job, "store");
    assertThat(store.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(Timestamps.compare(store.getEndTime(), store.getStartTime())).isNotNegative();
    assertThat(store.getExecutorDetail().getContainerDetail().getMainJob())
        .isEqualTo(PARENT + "/customJobs/" + store.getTaskId());
    assertThat(store.getOutputsOrThrow("data").getArtifacts(0).getSchemaTitle())
        .isEqualTo("system.Dataset");
    assertThat(task(job, "load").getInputsOrThrow("data").getArtifacts(0).getUri())
        .isEqualTo(store.getOutputsOrThrow("data").getArtifacts(0).getUri());
  }

  @Test
  void outputsGoToALocalRootAndTheLogIsWhereTheTaskSays() throws Exception {
    PipelineJob.Builder given = JobsServer.greeting("you").toBuilder();
    given.getRuntimeConfigBuilder().setGcsOutputDirectory("file://" + folder.resolve("root"));

    PipelineJob job = server.succeeded(given.build());

    PipelineTaskDetail store = task(job, "store");
    String uri = store.getOutputsOrThrow("data").getArtifacts(0).getUri();
    assertThat(uri).startsWith(folder.resolve("root").toString());
    assertThat(Path.of(uri)).hasContent("you");
    assertThat(Path.of(parameter(store, "log").getStringValue())).exists();
  }

  @Test
  void programsGetTheLabelsTheProjectAndTheEmulatorInTheirEnvironment() throws Exception {
    String root =
        """
        dag:
          tasks:
            labels:
              componentRef: {name: comp-env}
              inputs: {parameters: {name: {runtimeValue: {constant: VERTEX_AI_PIPELINES_RUN_LABELS}}}}
            project:
              componentRef: {name: comp-env}
              inputs: {parameters: {name: {runtimeValue: {constant: CLOUD_ML_PROJECT_ID}}}}
            emulator:
              componentRef: {name: comp-env}
              inputs: {parameters: {name: {runtimeValue: {constant: VERTEX_AI_VECTOR_SEARCH_EMULATOR_HOST}}}}
            resource:
              componentRef: {name: comp-write}
              inputs: {parameters: {text: {runtimeValue: {constant: '{{$.pipeline_job_resource_name}}'}}}}
        """;
    PipelineJob job =
        server.succeeded(
            JobsServer.job(JobPipelines.spec(root, "")).putLabels("team", "shop").build());

    assertThat(output(job, "labels")).isEqualTo("{\"team\":\"shop\"}");
    assertThat(output(job, "project")).isEqualTo("local-project");
    assertThat(output(job, "emulator")).isEqualTo(server.emulator().address());
    assertThat(output(job, "resource")).isEqualTo(job.getName());
  }

  @Test
  void iterationsOfALoopAreTasksBelowIt() throws Exception {
    String body =
        """
        comp-body:
          inputDefinitions: {parameters: {item: {parameterType: NUMBER_INTEGER}}}
          outputDefinitions: {parameters: {n: {parameterType: LIST}}}
          dag:
            outputs: {parameters: {n: {valueFromParameter: {producerSubtask: count, outputParameterKey: n}}}}
            tasks:
              count:
                componentRef: {name: comp-count}
                inputs: {parameters: {n: {componentInputParameter: item}}}
        """;
    String root =
        """
        dag:
          tasks:
            each:
              componentRef: {name: comp-body}
              parameterIterator: {itemInput: item, items: {raw: '[7, 8]'}}
        """;
    PipelineJob job = server.succeeded(JobsServer.job(JobPipelines.spec(root, body)).build());

    PipelineTaskDetail loop = task(job, "each");
    PipelineTaskDetail second = task(job, "each.2");
    PipelineTaskDetail count = task(job, "each.2.count");
    assertThat(loop.getParentTaskId()).isZero();
    assertThat(second.getParentTaskId()).isEqualTo(loop.getTaskId());
    assertThat(second.getTaskName()).isEqualTo("each-2");
    assertThat(count.getParentTaskId()).isEqualTo(second.getTaskId());
    assertThat(count.getTaskName()).isEqualTo("count");
    assertThat(parameter(count, "output:n").getNumberValue()).isEqualTo(8);
    assertThat(List.of(loop, second, count))
        .extracting(PipelineTaskDetail::getState)
        .containsOnly(State.SUCCEEDED);
    assertThat(loop.getExecutorDetail().hasContainerDetail()).isFalse();
  }

  @Test
  void aFailingTaskFailsTheJobWithItsOwnReason() throws Exception {
    String root =
        """
        dag:
          tasks:
            bad:
              componentRef: {name: comp-explain}
              inputs: {parameters: {text: {runtimeValue: {constant: the catalog is empty}}}}
            after:
              componentRef: {name: comp-write}
              dependentTasks: [bad]
              inputs: {parameters: {text: {taskOutputParameter: {producerTask: bad, outputParameterKey: text}}}}
        """;
    PipelineJob job = server.run(JobsServer.job(JobPipelines.spec(root, "")).build());

    assertThat(job.getState()).isEqualTo(PipelineState.PIPELINE_STATE_FAILED);
    assertThat(job.getError().getMessage()).contains("tasks that failed: bad", "catalog is empty");
    PipelineTaskDetail bad = task(job, "bad");
    assertThat(bad.getState()).isEqualTo(State.FAILED);
    String log = parameter(bad, "log").getStringValue();
    assertThat(bad.getError().getMessage()).contains("exit code 1: the catalog is empty", log);
    assertThat(Files.readString(Path.of(log))).contains("noise");
    assertThat(task(job, "after").getState()).isEqualTo(State.NOT_TRIGGERED);
  }

  @Test
  void theTriesOfATaskThatIsTriedAgainAreShown() throws Exception {
    String root =
        """
        dag:
          tasks:
            flaky:
              componentRef: {name: comp-flaky}
              retryPolicy: {maxRetryCount: 2, backoffDuration: 0s}
        """;
    PipelineJob job =
        server.succeeded(
            JobsServer.job(
                    JobPipelines.withProgram(
                        root,
                        "comp-flaky: {executorLabel: exec-flaky}",
                        "exec-flaky",
                        "[ -e tried ] || { touch tried; exit 1; }"))
                .build());

    PipelineTaskDetail flaky = task(job, "flaky");
    String first = PARENT + "/customJobs/" + flaky.getTaskId();
    assertThat(flaky.getExecutorDetail().getContainerDetail().getFailedMainJobsList())
        .containsExactly(first);
    assertThat(flaky.getExecutorDetail().getContainerDetail().getMainJob()).isEqualTo(first + "-2");
    assertThat(parameter(flaky, "log").getStringValue()).endsWith("flaky/log-2.txt");
  }

  @Test
  void anExitHandlerIsToldHowTheJobEnded() throws Exception {
    String body = "comp-body: {dag: {tasks: {bad: {componentRef: {name: comp-fail}}}}}";
    String exit =
        """
        comp-exit:
          executorLabel: exec-write
          inputDefinitions: {parameters: {text: {parameterType: TASK_FINAL_STATUS}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
        """;
    String root =
        """
        dag:
          tasks:
            body: {componentRef: {name: comp-body}}
            exit:
              componentRef: {name: comp-exit}
              dependentTasks: [body]
              triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}
              inputs: {parameters: {text: {taskFinalStatus: {producerTask: body}}}}
        """;
    PipelineJob job =
        server.run(JobsServer.job(JobPipelines.spec(root, body + "\n" + exit)).build());

    assertThat(job.getState()).isEqualTo(PipelineState.PIPELINE_STATE_FAILED);
    assertThat(task(job, "body.bad").getParentTaskId()).isEqualTo(task(job, "body").getTaskId());
    assertThat(task(job, "body").getState()).isEqualTo(State.FAILED);
    assertThat(task(job, "exit").getState()).isEqualTo(State.SUCCEEDED);
    assertThat(output(job, "exit")).contains("\"state\":\"FAILED\"", job.getName());
  }

  @Test
  void failingFastStartsNothingMore() throws Exception {
    String root =
        """
        dag:
          tasks:
            bad: {componentRef: {name: comp-fail}}
            slow: {componentRef: {name: comp-pause}}
            next: {componentRef: {name: comp-pause}, dependentTasks: [slow]}
        """;
    String pause =
        """
        comp-pause:
          executorLabel: exec-pause
        """;
    PipelineJob.Builder fast =
        JobsServer.job(JobPipelines.withProgram(root, pause, "exec-pause", "sleep 2"));
    fast.getRuntimeConfigBuilder()
        .setFailurePolicy(PipelineFailurePolicy.PIPELINE_FAILURE_POLICY_FAIL_FAST);
    PipelineJob.Builder slow = fast.clone();
    slow.getRuntimeConfigBuilder().clearFailurePolicy();

    PipelineJob failedFast = server.run(fast.build());
    PipelineJob failedSlow = server.run(slow.build());

    assertThat(task(failedFast, "slow").getState()).isEqualTo(State.SUCCEEDED);
    assertThat(task(failedFast, "next").getState()).isEqualTo(State.NOT_TRIGGERED);
    assertThat(task(failedSlow, "next").getState()).isEqualTo(State.SUCCEEDED);
  }
}
