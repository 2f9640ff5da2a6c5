package dev.visualsimilarity.pipeline.client;

import com.google.cloud.aiplatform.v1.CreateScheduleRequest;
import com.google.cloud.aiplatform.v1.ListSchedulesRequest;
import com.google.cloud.aiplatform.v1.ListSchedulesResponse;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.ScheduleServiceGrpc;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ScheduleService over real gRPC that fails as a test wants. */
final class FakeSchedules extends ScheduleServiceGrpc.ScheduleServiceImplBase
    implements AutoCloseable {

  private final Server server;
  private final List<Schedule> schedules = new ArrayList<>();
  private final List<ListSchedulesRequest> listed = new ArrayList<>();
  private Status answerLost = Status.OK;
  private int hiddenLooks;
  private int calls;

  FakeSchedules() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  ApiEndpoint endpoint() {
    return new ApiEndpoint("127.0.0.1", server.getPort(), true);
  }

  /** There is one already, of that age. */
  synchronized void add(Schedule schedule, Duration age) {
    schedules.add(
        0,
        schedule.toBuilder()
            .setName("projects/shop/locations/us-central1/schedules/" + schedules.size())
            .setCreateTime(Timestamps.fromMillis(System.currentTimeMillis() - age.toMillis()))
            .build());
  }

  /** Schedules are created and appear after that many looks, but the client is told this. */
  synchronized void loseAnswers(Status status, int looks) {
    answerLost = status;
    hiddenLooks = looks;
  }

  /** How often one was to be created. */
  synchronized int calls() {
    return calls;
  }

  /** How schedules were looked for; here, the youngest are first whatever is asked. */
  synchronized List<ListSchedulesRequest> listed() {
    return List.copyOf(listed);
  }

  @Override
  public synchronized void createSchedule(
      CreateScheduleRequest request, StreamObserver<Schedule> answer) {
    calls++;
    add(request.getSchedule(), Duration.ZERO);
    answer.onError(new StatusRuntimeException(answerLost));
  }

  @Override
  public synchronized void listSchedules(
      ListSchedulesRequest request, StreamObserver<ListSchedulesResponse> answer) {
    listed.add(request);
    int hidden = hiddenLooks-- > 0 ? calls : 0;
    answer.onNext(
        ListSchedulesResponse.newBuilder()
            .addAllSchedules(schedules.subList(hidden, schedules.size()))
            .build());
    answer.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
