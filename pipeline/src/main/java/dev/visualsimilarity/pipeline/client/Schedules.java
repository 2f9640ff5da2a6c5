package dev.visualsimilarity.pipeline.client;

import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.aiplatform.v1.DeleteScheduleRequest;
import com.google.cloud.aiplatform.v1.ListSchedulesRequest;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.ScheduleServiceClient;
import com.google.longrunning.Operation;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.CallPolicies;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Schedules of a service. Errors are lines for people, as those of {@link PipelineJobs}. */
public final class Schedules implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Map<Code, String> REMEDIES =
      Map.of(
          Code.NOT_FOUND,
          "give its id, which visual-similarity schedule list tells, not its name; check --project and --location",
          Code.FAILED_PRECONDITION,
          "visual-similarity schedule show tells its state");

  private final VertexClients clients;
  private final ScheduleServiceClient service;
  private final ApiCalls calls;
  private final ApiCalls ofOne;
  private final CreatedOnce once;

  /** Connects. */
  public Schedules(ApiEndpoint endpoint) {
    this(endpoint, CreatedOnce.PATIENCE);
  }

  Schedules(ApiEndpoint endpoint, Duration patience) {
    this.clients = new VertexClients(endpoint);
    this.service = clients.schedules();
    this.calls = new ApiCalls(endpoint);
    this.ofOne = new ApiCalls(endpoint, REMEDIES);
    this.once = new CreatedOnce(calls, patience);
  }

  /**
   * Creates a schedule, once; the service chooses its id. Where the answer is lost, it is looked
   * for among the youngest, by its display name and cron expression.
   */
  public Schedule create(LocationName parent, Schedule schedule) {
    ListSchedulesRequest youngest =
        ListSchedulesRequest.newBuilder()
            .setParent(parent.toString())
            .setOrderBy("create_time desc")
            .build();
    return once.create(
        "create schedule " + schedule.getDisplayName(),
        () -> service.createSchedule(parent, schedule),
        time ->
            service
                .listSchedulesCallable()
                .call(youngest, CallPolicies.oneAttempt(time))
                .getSchedulesList()
                .stream()
                .filter(listed -> isAlike(listed, schedule))
                .findFirst(),
        Schedule::getCreateTime,
        "look with visual-similarity schedule list before you create it again");
  }

  /** Reads a schedule. */
  public Schedule get(String name) {
    return ofOne.call("read " + name, () -> service.getSchedule(name));
  }

  /**
   * The schedules of a location, the youngest first.
   *
   * @param filter as AIP-160 says; empty for all
   */
  public List<Schedule> list(LocationName parent, String filter, int limit) {
    ListSchedulesRequest request =
        ListSchedulesRequest.newBuilder()
            .setParent(parent.toString())
            .setFilter(filter)
            .setOrderBy("create_time desc")
            .setPageSize(Pages.size(limit))
            .build();
    return calls.call(
        "list schedules of " + parent,
        () -> Pages.first(limit, service.listSchedules(request).iterateAll()));
  }

  /** Starts no more jobs until the schedule is resumed. */
  public void pause(String name) {
    ofOne.run("pause " + name, () -> service.pauseSchedule(name));
  }

  /**
   * Starts jobs again.
   *
   * @param catchUp whether those that were missed meanwhile are started too
   */
  public void resume(String name, boolean catchUp) {
    ofOne.run("resume " + name, () -> service.resumeSchedule(name, catchUp));
  }

  /** Deletes a schedule, and waits until it is gone; its jobs stay. */
  public void delete(String name, Duration timeout) {
    DeleteScheduleRequest request = DeleteScheduleRequest.newBuilder().setName(name).build();
    Operation begun =
        ofOne.call("delete " + name, () -> service.deleteScheduleCallable().call(request));
    new OperationWaiter(service.getOperationsClient(), calls, timeout, PATIENCE)
        .await("deleting " + name, begun);
  }

  @Override
  public void close() {
    clients.close();
  }

  private static boolean isAlike(Schedule one, Schedule other) {
    return one.getDisplayName().equals(other.getDisplayName())
        && one.getCron().equals(other.getCron());
  }
}
