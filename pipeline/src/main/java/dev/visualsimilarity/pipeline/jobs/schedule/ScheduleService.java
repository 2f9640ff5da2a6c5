package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.CreateScheduleRequest;
import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.cloud.aiplatform.v1.DeleteScheduleRequest;
import com.google.cloud.aiplatform.v1.GetScheduleRequest;
import com.google.cloud.aiplatform.v1.ListSchedulesRequest;
import com.google.cloud.aiplatform.v1.ListSchedulesResponse;
import com.google.cloud.aiplatform.v1.PauseScheduleRequest;
import com.google.cloud.aiplatform.v1.ResumeScheduleRequest;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.ScheduleServiceGrpc;
import com.google.cloud.aiplatform.v1.UpdateScheduleRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;
import dev.visualsimilarity.emulator.extension.LongRunningOperations;
import dev.visualsimilarity.emulator.service.Replies;
import dev.visualsimilarity.pipeline.jobs.store.ResourceFiles;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** {@code google.cloud.aiplatform.v1.ScheduleService} for pipeline jobs. */
public final class ScheduleService extends ScheduleServiceGrpc.ScheduleServiceImplBase {

  private final ScheduleBoard board;
  private final ScheduleChanges changes;
  private final Timetable timetable;
  private final LongRunningOperations operations;

  private ScheduleService(
      ScheduleBoard board, ScheduledJobs jobs, LongRunningOperations operations, Clock clock) {
    this.board = board;
    this.changes = new ScheduleChanges(board, new ScheduleCheck(jobs), clock);
    this.timetable = new Timetable(board, jobs, clock);
    this.operations = operations;
  }

  /**
   * Makes the service, with the schedules that there are.
   *
   * @param folder of their files
   * @throws IOException if they cannot be read
   */
  public static ScheduleService create(
      Path folder, ScheduledJobs jobs, LongRunningOperations operations, Clock clock)
      throws IOException {
    ResourceFiles<Schedule> files =
        new ResourceFiles<>(folder, ScheduleBoard.COLLECTION, Schedule.parser());
    return new ScheduleService(new ScheduleBoard(files, clock.instant()), jobs, operations, clock);
  }

  /** Starts the runs that are due; to be called every second or so. */
  public void tick() {
    timetable.tick();
  }

  @Override
  public void createSchedule(CreateScheduleRequest request, StreamObserver<Schedule> observer) {
    Replies.reply(observer, () -> changes.create(request));
  }

  @Override
  public void getSchedule(GetScheduleRequest request, StreamObserver<Schedule> observer) {
    Replies.reply(observer, () -> board.get(request.getName()));
  }

  @Override
  public void listSchedules(
      ListSchedulesRequest request, StreamObserver<ListSchedulesResponse> observer) {
    Replies.reply(observer, () -> new ScheduleListing(board).list(request));
  }

  @Override
  public void pauseSchedule(PauseScheduleRequest request, StreamObserver<Empty> observer) {
    Replies.reply(observer, () -> empty(changes.pause(request.getName())));
  }

  @Override
  public void resumeSchedule(ResumeScheduleRequest request, StreamObserver<Empty> observer) {
    Replies.reply(observer, () -> empty(changes.resume(request)));
  }

  @Override
  public void updateSchedule(UpdateScheduleRequest request, StreamObserver<Schedule> observer) {
    Replies.reply(observer, () -> changes.update(request));
  }

  @Override
  public void deleteSchedule(DeleteScheduleRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          String name = board.get(request.getName()).getName();
          return operations.start(
              name,
              generic -> DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
              () -> {
                board.delete(name);
                return Empty.getDefaultInstance();
              });
        });
  }

  private static Empty empty(Schedule ignored) {
    return Empty.getDefaultInstance();
  }
}
