package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.aiplatform.v1.ListPipelineJobsRequest;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.protobuf.util.FieldMaskUtil;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class JobListTest {

  @TempDir private static Path folder;
  private static JobsServer server;

  @BeforeAll
  static void start() throws Exception {
    server = JobsServer.start(folder);
    create("a", JobsServer.greeting("a").toBuilder().setDisplayName("Nightly run"));
    create(
        "b",
        JobsServer.greeting("b").toBuilder().setDisplayName("By hand").putLabels("env", "prod"));
    create(
        "c",
        JobsServer.job(
            JobPipelines.spec("dag: {tasks: {bad: {componentRef: {name: comp-fail}}}}", "")));
  }

  private static void create(String id, PipelineJob.Builder job) throws Exception {
    server.ended(server.jobs().createPipelineJob(PARENT, job.build(), id).getName());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | c b a",
        "state=\"PIPELINE_STATE_FAILED\" | c",
        "state!=PIPELINE_STATE_FAILED AND display_name=\"By hand\" | b",
        "display_name:\"Night*\" | a",
        "displayName:*n* | b a",
        "display_name:\"n*\" | ''",
        "labels.env=\"prod\" | b",
        "labels.env:* OR labels:none | b",
        "NOT labels:env | c a",
        "pipeline_name=test AND (state=PIPELINE_STATE_FAILED OR labels.env = prod) | c b",
        "create_time>\"2020-05-18T13:30:00Z\" | c b a",
        "create_time<\"2020-05-18T13:30:00Z\" OR pipeline_job_user_id=a | a",
      })
  void filters(String filter, String ids) {
    assertThat(list(request().setFilter(filter).build()))
        .containsExactlyElementsOf(ids.isEmpty() ? List.of() : List.of(ids.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no_field=1",
        "state=",
        "state",
        "(state=x",
        "state=x y",
        "state<x",
        "create_time>yesterday",
        "\"",
        "labels.env!=x"
      })
  void aFilterThatIsNotUnderstoodIsRefused(String filter) {
    assertThatThrownBy(() -> list(request().setFilter(filter).build()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("filter '" + filter + "'");
  }

  @Test
  void ordersAsIsAsked() {
    assertThat(list(request().setOrderBy("create_time").build())).containsExactly("a", "b", "c");
    assertThat(list(request().setOrderBy("end_time desc, create_time").build()))
        .containsExactly("c", "b", "a");
    assertThatThrownBy(() -> list(request().setOrderBy("display_name").build()))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void pagesFollowEachOther() {
    var page = server.jobs().listPipelineJobs(request().setPageSize(2).build()).getPage();
    assertThat(page.getValues()).hasSize(2);
    assertThat(page.getNextPage().getValues()).hasSize(1);
    assertThat(list(request().setPageSize(1).build())).containsExactly("c", "b", "a");
    assertThatThrownBy(() -> list(request().setPageToken("none").build()))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void hasNoDetailsAndNoMoreThanTheMaskAsksFor() {
    PipelineJob whole = first(request().setFilter("labels:env").build());
    assertThat(whole.hasJobDetail()).isFalse();
    assertThat(whole.hasPipelineSpec()).isTrue();
    PipelineJob masked =
        first(
            request()
                .setFilter("labels:env")
                .setReadMask(FieldMaskUtil.fromString("name,state"))
                .build());
    assertThat(masked)
        .isEqualTo(
            PipelineJob.newBuilder().setName(whole.getName()).setState(whole.getState()).build());
    assertThatThrownBy(
            () -> list(request().setReadMask(FieldMaskUtil.fromString("nothing")).build()))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void listsOneLocation() {
    assertThat(list(request().setParent("projects/local-project/locations/europe-west4").build()))
        .isEmpty();
  }

  private static ListPipelineJobsRequest.Builder request() {
    return ListPipelineJobsRequest.newBuilder().setParent(PARENT.toString());
  }

  private static PipelineJob first(ListPipelineJobsRequest request) {
    return server.jobs().listPipelineJobs(request).iterateAll().iterator().next();
  }

  private static List<String> list(ListPipelineJobsRequest request) {
    List<String> ids = new ArrayList<>();
    server
        .jobs()
        .listPipelineJobs(request)
        .iterateAll()
        .forEach(job -> ids.add(job.getName().replaceFirst(".*/", "")));
    return ids;
  }
}
