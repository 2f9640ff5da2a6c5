package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.Schedule.State;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.pipeline.jobs.store.ResourceFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** All schedules, in memory and in their files. Thread-safe; one change at a time. */
final class ScheduleBoard {

  static final String COLLECTION = "schedules";

  /** Each holds a pipeline in memory. */
  private static final int MAX_SCHEDULES = 500;

  private final ResourceFiles<Schedule> files;
  private final SortedMap<String, Schedule> schedules = new TreeMap<>();

  /**
   * Takes up the schedules that there are. Runs that were missed meanwhile are not made up for.
   *
   * @throws IOException if their folder cannot be read
   */
  ScheduleBoard(ResourceFiles<Schedule> files, Instant now) throws IOException {
    this.files = files;
    files.forEach(schedule -> takeUp(schedule, now));
  }

  static ResourceName name(String name) {
    return ResourceName.resource(name, COLLECTION);
  }

  synchronized Schedule add(Schedule schedule) {
    if (schedules.size() >= MAX_SCHEDULES) {
      throw ApiErrors.resourceExhausted(
          "there are %d schedules, and no more can be; delete some", MAX_SCHEDULES);
    }
    put(schedule);
    return schedule;
  }

  synchronized Schedule get(String name) {
    name(name);
    Schedule schedule = schedules.get(name);
    if (schedule == null) {
      throw ApiErrors.notFound("schedule %s not found", name);
    }
    return schedule;
  }

  synchronized List<Schedule> all() {
    return List.copyOf(schedules.values());
  }

  /** Changes a schedule; if the change fails, nothing has changed. */
  synchronized Schedule update(String name, UnaryOperator<Schedule> change) {
    Schedule before = get(name);
    Schedule changed = change.apply(before);
    if (!changed.equals(before)) {
      put(changed);
    }
    return changed;
  }

  synchronized void delete(String name) {
    get(name);
    try {
      files.delete(name(name));
    } catch (IOException e) {
      throw ApiErrors.unavailable("the emulator cannot delete its files: %s", e.toString());
    }
    schedules.remove(name);
  }

  private void takeUp(Schedule schedule, Instant now) {
    boolean missed =
        schedule.getState() == State.ACTIVE
            && !ScheduleTimes.isCatchingUp(schedule)
            && ScheduleTimes.instant(schedule.getNextRunTime()).isBefore(now);
    if (missed) {
      put(ScheduleTimes.withNext(schedule, now));
    } else {
      schedules.put(schedule.getName(), schedule);
    }
  }

  private void put(Schedule schedule) {
    try {
      files.write(name(schedule.getName()), schedule);
    } catch (IOException e) {
      throw ApiErrors.unavailable("the emulator cannot write its state: %s", e.toString());
    }
    schedules.put(schedule.getName(), schedule);
  }
}
