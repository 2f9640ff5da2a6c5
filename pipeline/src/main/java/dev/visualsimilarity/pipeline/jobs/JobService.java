package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.BatchCancelPipelineJobsOperationMetadata;
import com.google.cloud.aiplatform.v1.BatchCancelPipelineJobsRequest;
import com.google.cloud.aiplatform.v1.BatchCancelPipelineJobsResponse;
import com.google.cloud.aiplatform.v1.BatchDeletePipelineJobsRequest;
import com.google.cloud.aiplatform.v1.BatchDeletePipelineJobsResponse;
import com.google.cloud.aiplatform.v1.CancelPipelineJobRequest;
import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.cloud.aiplatform.v1.DeletePipelineJobRequest;
import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.cloud.aiplatform.v1.GetPipelineJobRequest;
import com.google.cloud.aiplatform.v1.ListPipelineJobsRequest;
import com.google.cloud.aiplatform.v1.ListPipelineJobsResponse;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineServiceGrpc;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.extension.LongRunningOperations;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.Replies;
import dev.visualsimilarity.emulator.service.ResourceName;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** {@code google.cloud.aiplatform.v1.PipelineService}, but for its training pipelines. */
final class JobService extends PipelineServiceGrpc.PipelineServiceImplBase {

  private static final int LARGEST_BATCH = 32;

  private final JobBoard board;
  private final JobCreation creation;
  private final LongRunningOperations operations;

  JobService(JobBoard board, JobCreation creation, LongRunningOperations operations) {
    this.board = board;
    this.creation = creation;
    this.operations = operations;
  }

  @Override
  public void createPipelineJob(
      CreatePipelineJobRequest request, StreamObserver<PipelineJob> observer) {
    Replies.reply(observer, () -> creation.create(request));
  }

  @Override
  public void getPipelineJob(GetPipelineJobRequest request, StreamObserver<PipelineJob> observer) {
    Replies.reply(observer, () -> board.get(request.getName()));
  }

  @Override
  public void listPipelineJobs(
      ListPipelineJobsRequest request, StreamObserver<ListPipelineJobsResponse> observer) {
    Replies.reply(observer, () -> new JobListing(board).list(request));
  }

  @Override
  public void cancelPipelineJob(CancelPipelineJobRequest request, StreamObserver<Empty> observer) {
    Replies.reply(
        observer,
        () -> {
          if (!board.cancel(request.getName())) {
            throw ApiErrors.failedPrecondition(
                "pipeline job %s has ended and cannot be cancelled", request.getName());
          }
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void batchCancelPipelineJobs(
      BatchCancelPipelineJobsRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          List<String> names = batch(request.getParent(), request.getNamesList());
          names.forEach(board::get);
          return operations.start(
              request.getParent(),
              generic ->
                  BatchCancelPipelineJobsOperationMetadata.newBuilder()
                      .setGenericMetadata(generic)
                      .build(),
              () -> cancelled(names));
        });
  }

  @Override
  public void deletePipelineJob(
      DeletePipelineJobRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          board.requireEnded(request.getName());
          return operations.start(
              request.getName(),
              JobService::deletion,
              () -> {
                board.delete(request.getName());
                return Empty.getDefaultInstance();
              });
        });
  }

  @Override
  public void batchDeletePipelineJobs(
      BatchDeletePipelineJobsRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          List<String> names = batch(request.getParent(), request.getNamesList());
          names.forEach(board::requireEnded);
          return operations.start(request.getParent(), JobService::deletion, () -> deleted(names));
        });
  }

  private BatchCancelPipelineJobsResponse cancelled(List<String> names) {
    List<PipelineJob> cancelled = new ArrayList<>();
    for (String name : names) {
      if (board.cancel(name)) {
        cancelled.add(board.get(name));
      }
    }
    return BatchCancelPipelineJobsResponse.newBuilder().addAllPipelineJobs(cancelled).build();
  }

  private BatchDeletePipelineJobsResponse deleted(List<String> names) {
    BatchDeletePipelineJobsResponse.Builder response = BatchDeletePipelineJobsResponse.newBuilder();
    names.forEach(name -> response.addPipelineJobs(board.delete(name)));
    return response.build();
  }

  private static Message deletion(GenericOperationMetadata generic) {
    return DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build();
  }

  /** The jobs of a batch, each once, all in the location that is given. */
  private static List<String> batch(String parent, List<String> names) {
    ResourceName location = ResourceName.location(parent);
    List<String> distinct = names.stream().distinct().toList();
    if (distinct.isEmpty() || distinct.size() > LARGEST_BATCH) {
      throw ApiErrors.invalidArgument(
          "names has %d pipeline jobs; give 1 to %d", distinct.size(), LARGEST_BATCH);
    }
    for (String name : distinct) {
      if (!JobBoard.name(name).isIn(location)) {
        throw ApiErrors.invalidArgument("pipeline job %s is not in %s", name, parent);
      }
    }
    return distinct;
  }
}
