package dev.visualsimilarity.pipeline.placeholder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a run is called, for the placeholders that are the whole constant of a task's input.
 *
 * @param name of the run, unique
 * @param resourceName by which a service knows it
 * @param id a UUID
 * @param created when the run began
 * @param scheduled when it was to begin
 */
public record Job(String name, String resourceName, String id, Instant created, Instant scheduled) {

  /** A run that no service knows, and that was not scheduled. */
  public Job(String name, String id, Instant created) {
    this(name, name, id, created, created);
  }

  /** The values of <code>{{$.pipeline_…}}</code> for a task, by placeholder. */
  Map<String, String> constants(String task) {
    return Map.of(
        "{{$.pipeline_job_name}}", name,
        "{{$.pipeline_job_resource_name}}", resourceName,
        "{{$.pipeline_job_uuid}}", id,
        "{{$.pipeline_task_name}}", task,
        "{{$.pipeline_task_uuid}}", id + "-" + task,
        "{{$.pipeline_job_create_time_utc}}", seconds(created),
        "{{$.pipeline_job_schedule_time_utc}}", seconds(scheduled));
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
