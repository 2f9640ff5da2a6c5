package dev.visualsimilarity.pipeline.placeholder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a run is called, for the placeholders that are the whole constant of a task's input.
 *
 * @param name of the run, unique
 * @param id a UUID
 * @param created when the run began
 */
public record Job(String name, String id, Instant created) {

  /** The values of <code>{{$.pipeline_…}}</code> for a task, by placeholder. */
  Map<String, String> constants(String task) {
    String time = created.truncatedTo(ChronoUnit.SECONDS).toString();
    return Map.of(
        "{{$.pipeline_job_name}}", name,
        "{{$.pipeline_job_resource_name}}", name,
        "{{$.pipeline_job_uuid}}", id,
        "{{$.pipeline_task_name}}", task,
        "{{$.pipeline_task_uuid}}", id + "-" + task,
        "{{$.pipeline_job_create_time_utc}}", time,
        "{{$.pipeline_job_schedule_time_utc}}", time);
  }
}
