package dev.visualsimilarity.pipeline.client;

import com.google.cloud.aiplatform.v1.CancelPipelineJobRequest;
import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.GetPipelineJobRequest;
import com.google.cloud.aiplatform.v1.ListPipelineJobsRequest;
import com.google.cloud.aiplatform.v1.ListPipelineJobsResponse;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineServiceGrpc;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.protobuf.Empty;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A PipelineService over real gRPC that tells what a test scripts: states that one which runs
 * pipelines can hardly be brought into.
 */
public final class FakeVertex extends PipelineServiceGrpc.PipelineServiceImplBase
    implements AutoCloseable {

  private final Server server;
  private final Deque<Object> looks = new ArrayDeque<>();
  private final List<CreatePipelineJobRequest> created = new ArrayList<>();
  private final List<ListPipelineJobsRequest> listed = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private PipelineJob job = PipelineJob.getDefaultInstance();
  private Status answerLost = Status.OK;
  private Status refusal = Status.OK;

  /** Starts it on any free port of this machine. */
  public FakeVertex() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  public ApiEndpoint endpoint() {
    return new ApiEndpoint("127.0.0.1", server.getPort(), true);
  }

  /** The next look finds the job changed so, and the following ones too. */
  public synchronized FakeVertex then(UnaryOperator<PipelineJob> change) {
    looks.add(change);
    return this;
  }

  /** The next look fails so. */
  public synchronized FakeVertex then(Status failure) {
    looks.add(failure);
    return this;
  }

  /** The next look finds the job in this state. */
  public FakeVertex then(PipelineState state) {
    return then(job -> job.toBuilder().setState(state).build());
  }

  /** Jobs are created, but the client is told this. */
  public synchronized void loseAnswers(Status status) {
    answerLost = status;
  }

  /** No job is created, and the client is told this. */
  public synchronized void refuse(Status status) {
    refusal = status;
  }

  public synchronized List<CreatePipelineJobRequest> created() {
    return List.copyOf(created);
  }

  public synchronized List<ListPipelineJobsRequest> listed() {
    return List.copyOf(listed);
  }

  public synchronized List<String> cancelled() {
    return List.copyOf(cancelled);
  }

  @Override
  public synchronized void createPipelineJob(
      CreatePipelineJobRequest request, StreamObserver<PipelineJob> answer) {
    created.add(request);
    if (!refusal.isOk()) {
      answer.onError(new StatusRuntimeException(refusal));
      return;
    }
    String name = request.getParent() + "/pipelineJobs/" + request.getPipelineJobId();
    if (job.getName().equals(name)) {
      answer.onError(new StatusRuntimeException(Status.ALREADY_EXISTS.withDescription(name)));
      return;
    }
    job =
        request.getPipelineJob().toBuilder()
            .setName(name)
            .setState(PipelineState.PIPELINE_STATE_PENDING)
            .setCreateTime(Timestamps.fromMillis(System.currentTimeMillis()))
            .build();
    if (answerLost.isOk()) {
      reply(answer, job);
    } else {
      answer.onError(new StatusRuntimeException(answerLost));
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public synchronized void getPipelineJob(
      GetPipelineJobRequest request, StreamObserver<PipelineJob> answer) {
    Object look = looks.poll();
    if (look instanceof Status failure) {
      answer.onError(new StatusRuntimeException(failure));
      return;
    }
    if (look instanceof UnaryOperator<?> change) {
      job = ((UnaryOperator<PipelineJob>) change).apply(job);
    }
    if (job.getName().equals(request.getName())) {
      reply(answer, job);
    } else {
      answer.onError(
          new StatusRuntimeException(Status.NOT_FOUND.withDescription(request.getName())));
    }
  }

  @Override
  public synchronized void listPipelineJobs(
      ListPipelineJobsRequest request, StreamObserver<ListPipelineJobsResponse> answer) {
    listed.add(request);
    ListPipelineJobsResponse.Builder page = ListPipelineJobsResponse.newBuilder();
    if (!job.getName().isEmpty()) {
      page.addPipelineJobs(job);
    }
    reply(answer, page.build());
  }

  @Override
  public synchronized void cancelPipelineJob(
      CancelPipelineJobRequest request, StreamObserver<Empty> answer) {
    cancelled.add(request.getName());
    job = job.toBuilder().setState(PipelineState.PIPELINE_STATE_CANCELLED).build();
    reply(answer, Empty.getDefaultInstance());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void reply(StreamObserver<T> answer, T value) {
    answer.onNext(value);
    answer.onCompleted();
  }
}
