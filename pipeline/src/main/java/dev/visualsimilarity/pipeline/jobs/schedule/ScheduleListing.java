package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.ListSchedulesRequest;
import com.google.cloud.aiplatform.v1.ListSchedulesResponse;
import com.google.cloud.aiplatform.v1.Schedule;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.pipeline.jobs.listing.Filter;
import dev.visualsimilarity.pipeline.jobs.listing.ListPage;
import dev.visualsimilarity.pipeline.jobs.listing.ListedFields;
import dev.visualsimilarity.pipeline.jobs.listing.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists schedules.
 *
 * @param board all schedules
 */
record ScheduleListing(ScheduleBoard board) {

  private static final Set<String> SORTABLE =
      Set.of("create_time", "start_time", "end_time", "next_run_time");

  private static final ListedFields<Schedule> FIELDS =
      new ListedFields<>(
          Map.of(
              "display_name", Schedule::getDisplayName,
              "state", schedule -> schedule.getState().name(),
              "create_pipeline_job_request",
                  schedule -> schedule.hasCreatePipelineJobRequest() ? "set" : ""),
          Map.of(
              "create_time", Schedule::getCreateTime,
              "start_time", Schedule::getStartTime,
              "end_time", Schedule::getEndTime,
              "next_run_time", Schedule::getNextRunTime),
          schedule -> Map.of());

  ListSchedulesResponse list(ListSchedulesRequest request) {
    ResourceName location = ResourceName.location(request.getParent());
    List<Schedule> matching =
        board.all().stream()
            .filter(schedule -> ScheduleBoard.name(schedule.getName()).isIn(location))
            .filter(Filter.parse(request.getFilter(), FIELDS))
            .sorted(Order.parse(request.getOrderBy(), FIELDS, SORTABLE))
            .toList();
    ListPage<Schedule> page =
        ListPage.of(matching, Schedule::getName, request.getPageSize(), request.getPageToken());
    return ListSchedulesResponse.newBuilder()
        .addAllSchedules(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
