package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.ListPipelineJobsRequest;
import com.google.cloud.aiplatform.v1.ListPipelineJobsResponse;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.protobuf.util.FieldMaskUtil;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.pipeline.jobs.listing.Filter;
import dev.visualsimilarity.pipeline.jobs.listing.ListPage;
import dev.visualsimilarity.pipeline.jobs.listing.ListedFields;
import dev.visualsimilarity.pipeline.jobs.listing.Order;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lists pipeline jobs. As of the service, jobDetail is not in a list.
 *
 * @param board all jobs
 */
record JobListing(JobBoard board) {

  private static final Set<String> SORTABLE =
      Set.of("create_time", "update_time", "end_time", "start_time");

  private static final ListedFields<JobSummary> FIELDS =
      new ListedFields<>(
          Map.of(
              "pipeline_name", JobSummary::pipeline,
              "display_name", summary -> summary.job().getDisplayName(),
              "state", summary -> summary.job().getState().name(),
              "schedule_name", summary -> summary.job().getScheduleName(),
              "template_uri", summary -> summary.job().getTemplateUri(),
              "pipeline_job_user_id", summary -> JobBoard.name(summary.job().getName()).id()),
          Map.of(
              "create_time", summary -> summary.job().getCreateTime(),
              "update_time", summary -> summary.job().getUpdateTime(),
              "start_time", summary -> summary.job().getStartTime(),
              "end_time", summary -> summary.job().getEndTime()),
          summary -> summary.job().getLabelsMap());

  ListPipelineJobsResponse list(ListPipelineJobsRequest request) {
    if (request.hasReadMask() && !FieldMaskUtil.isValid(PipelineJob.class, request.getReadMask())) {
      throw ApiErrors.invalidArgument(
          "read_mask '%s' names what a pipeline job does not have",
          FieldMaskUtil.toString(request.getReadMask()));
    }
    Predicate<JobSummary> filter = Filter.parse(request.getFilter(), FIELDS);
    Comparator<JobSummary> order = Order.parse(request.getOrderBy(), FIELDS, SORTABLE);
    List<JobSummary> matching =
        board.in(ResourceName.location(request.getParent())).stream()
            .filter(filter)
            .sorted(order)
            .toList();
    ListPage<JobSummary> page =
        ListPage.of(
            matching,
            summary -> summary.job().getName(),
            request.getPageSize(),
            request.getPageToken());
    ListPipelineJobsResponse.Builder response =
        ListPipelineJobsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(summary -> add(summary.job().getName(), request, response));
    return response.build();
  }

  /** One that is deleted meanwhile is left out. */
  private void add(
      String name, ListPipelineJobsRequest request, ListPipelineJobsResponse.Builder response) {
    try {
      PipelineJob job = board.get(name).toBuilder().clearJobDetail().build();
      response.addPipelineJobs(
          request.hasReadMask() ? FieldMaskUtil.trim(request.getReadMask(), job) : job);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }
}
