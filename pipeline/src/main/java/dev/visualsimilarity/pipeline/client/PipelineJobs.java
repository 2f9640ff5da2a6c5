package dev.visualsimilarity.pipeline.client;

import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.aiplatform.v1.DeletePipelineJobRequest;
import com.google.cloud.aiplatform.v1.GetPipelineJobRequest;
import com.google.cloud.aiplatform.v1.ListPipelineJobsRequest;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineJobName;
import com.google.cloud.aiplatform.v1.PipelineServiceClient;
import com.google.longrunning.Operation;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.CallPolicies;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pipeline jobs of a service. Its errors are lines for people ({@link UserException}). */
public final class PipelineJobs implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Map<Code, String> REMEDIES =
      Map.of(
          Code.NOT_FOUND,
          "visual-similarity runs list tells the ids; check --project and --location",
          Code.FAILED_PRECONDITION,
          "visual-similarity runs show tells its state");

  private static final Map<Code, String> CREATION =
      Map.of(
          Code.ALREADY_EXISTS,
          "visual-similarity runs show tells its state; give another --job-id for another run");

  private final VertexClients clients;
  private final PipelineServiceClient service;
  private final ApiCalls calls;
  private final ApiCalls ofOne;
  private final CreatedOnce once;

  /** Connects. */
  public PipelineJobs(ApiEndpoint endpoint) {
    this(endpoint, CreatedOnce.PATIENCE);
  }

  PipelineJobs(ApiEndpoint endpoint, Duration patience) {
    this.clients = new VertexClients(endpoint);
    this.service = clients.pipelines();
    this.calls = new ApiCalls(endpoint);
    this.ofOne = new ApiCalls(endpoint, REMEDIES);
    this.once = new CreatedOnce(new ApiCalls(endpoint, CREATION), patience);
  }

  /**
   * Creates a job, once: where the answer is lost, it is looked for by its id.
   *
   * @param id as {@link dev.visualsimilarity.pipeline.submission.JobIds} allows
   */
  public PipelineJob create(LocationName parent, PipelineJob job, String id) {
    GetPipelineJobRequest created =
        GetPipelineJobRequest.newBuilder()
            .setName(PipelineJobName.format(parent.getProject(), parent.getLocation(), id))
            .build();
    return once.create(
        "create pipeline job " + id,
        () -> service.createPipelineJob(parent, job, id),
        time ->
            Optional.of(
                service.getPipelineJobCallable().call(created, CallPolicies.oneAttempt(time))),
        PipelineJob::getCreateTime,
        "submit it again with --job-id %s, which cannot create a second one".formatted(id));
  }

  /** Reads a job, its tasks among it. */
  public PipelineJob get(String name) {
    return ofOne.call("read " + name, () -> service.getPipelineJob(name));
  }

  /**
   * The jobs of a location, the youngest first, without their tasks.
   *
   * @param filter as AIP-160 says; empty for all
   */
  public List<PipelineJob> list(LocationName parent, String filter, int limit) {
    ListPipelineJobsRequest request =
        ListPipelineJobsRequest.newBuilder()
            .setParent(parent.toString())
            .setFilter(filter)
            .setOrderBy("create_time desc")
            .setPageSize(Pages.size(limit))
            .build();
    return calls.call(
        "list pipeline jobs of " + parent,
        () -> Pages.first(limit, service.listPipelineJobs(request).iterateAll()));
  }

  /** Asks the service to cancel a job, which it does a while later. */
  public void cancel(String name) {
    ofOne.run("cancel " + name, () -> service.cancelPipelineJob(name));
  }

  /** Deletes a job that has ended, and waits until it is gone. */
  public void delete(String name, Duration timeout) {
    DeletePipelineJobRequest request = DeletePipelineJobRequest.newBuilder().setName(name).build();
    Operation begun =
        ofOne.call("delete " + name, () -> service.deletePipelineJobCallable().call(request));
    new OperationWaiter(service.getOperationsClient(), calls, timeout, PATIENCE)
        .await("deleting " + name, begun);
  }

  @Override
  public void close() {
    clients.close();
  }
}
