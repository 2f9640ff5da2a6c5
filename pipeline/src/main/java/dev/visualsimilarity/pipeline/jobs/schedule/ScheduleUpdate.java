package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.UpdateScheduleRequest;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.Set;
import java.util.TreeSet;

/** Applies a request to update to a schedule. */
final class ScheduleUpdate {

  private static final Set<String> CHANGEABLE =
      Set.of(
          "display_name",
          "cron",
          "start_time",
          "end_time",
          "max_run_count",
          "max_concurrent_run_count",
          "max_concurrent_active_run_count",
          "allow_queueing",
          "create_pipeline_job_request");

  private ScheduleUpdate() {}

  /** The schedule as the request wants it, not yet checked. */
  static Schedule apply(UpdateScheduleRequest request, Schedule schedule) {
    FieldMask mask = request.getUpdateMask();
    if (mask.getPathsCount() == 0) {
      throw ApiErrors.invalidArgument("update_mask is required");
    }
    for (String path : mask.getPathsList()) {
      String field = path.replaceFirst("\\..*", "");
      if (!CHANGEABLE.contains(field) || !FieldMaskUtil.isValid(Schedule.class, path)) {
        throw ApiErrors.invalidArgument(
            "update_mask has %s; what can be changed of a schedule is %s",
            path, new TreeSet<>(CHANGEABLE));
      }
    }
    Schedule.Builder updated = schedule.toBuilder();
    FieldMaskUtil.MergeOptions replace =
        new FieldMaskUtil.MergeOptions()
            .setReplaceMessageFields(true)
            .setReplaceRepeatedFields(true)
            .setReplacePrimitiveFields(true);
    FieldMaskUtil.merge(mask, request.getSchedule(), updated, replace);
    return updated.build();
  }
}
