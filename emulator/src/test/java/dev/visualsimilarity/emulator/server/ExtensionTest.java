package dev.visualsimilarity.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.cloud.aiplatform.v1.DeletePipelineJobRequest;
import com.google.cloud.aiplatform.v1.PipelineServiceGrpc;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Empty;
import com.google.rpc.Code;
import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.extension.ExtensionContext;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.Replies;
import dev.visualsimilarity.emulator.state.StateException;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExtensionTest {

  private static final String JOB = "projects/p/locations/l/pipelineJobs/";

  /** Deletes pipeline jobs, all but one. */
  private static final class Deleting extends PipelineServiceGrpc.PipelineServiceImplBase
      implements EmulatorExtension {

    private final ExtensionContext context;
    private final List<String> told = new ArrayList<>();

    Deleting(ExtensionContext context) {
      this.context = context;
    }

    @Override
    public List<BindableService> services() {
      return List.of(this);
    }

    @Override
    public void start() {
      told.add("started at " + context.endpoint().get());
    }

    @Override
    public List<String> announcement() {
      return List.of("It deletes.");
    }

    @Override
    public void close() {
      told.add("closed");
    }

    @Override
    public void deletePipelineJob(
        DeletePipelineJobRequest request, StreamObserver<Operation> observer) {
      Replies.reply(
          observer,
          () ->
              context
                  .operations()
                  .start(
                      request.getName(),
                      generic ->
                          DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
                      () -> delete(request.getName())));
    }

    private static Empty delete(String name) {
      if (name.endsWith("/kept")) {
        throw ApiErrors.failedPrecondition("%s is kept", name);
      }
      return Empty.getDefaultInstance();
    }
  }

  @Test
  void isServedBesideVectorSearchAndSharesItsOperations(@TempDir Path data) throws Exception {
    List<Deleting> made = new ArrayList<>();
    EmulatorOptions options = EmulatorOptions.defaults().withDataDirectory(data);
    String operation;
    try (EmulatorServer emulator = EmulatorServer.start(options, factory(made))) {
      assertThat(made.get(0).told).containsExactly("started at " + emulator.endpoint());
      assertThat(made.get(0).context.dataDirectory()).contains(data);
      assertThat(emulator.announcement()).containsExactly("It deletes.");
      ManagedChannel channel = channel(emulator);
      try {
        Operation done = delete(channel, "gone");
        assertThat(done.getResponse().is(Empty.class)).isTrue();
        assertThat(done.getMetadata().is(DeleteOperationMetadata.class)).isTrue();
        Operation failed = delete(channel, "kept");
        assertThat(failed.getError().getCode()).isEqualTo(Code.FAILED_PRECONDITION_VALUE);
        assertThat(failed.getError().getMessage()).contains("kept is kept");
        operation = done.getName();
      } finally {
        channel.shutdownNow();
      }
    }
    assertThat(made.get(0).told).endsWith("closed");
    try (EmulatorServer again = EmulatorServer.start(options, factory(made))) {
      ManagedChannel channel = channel(again);
      assertThat(await(channel, operation).getDone()).isTrue();
      channel.shutdownNow();
    }
  }

  @Test
  void oneThatCannotBeMadeClosesThoseBeforeIt(@TempDir Path data) throws Exception {
    List<Deleting> made = new ArrayList<>();
    List<EmulatorExtension.Factory> factories = new ArrayList<>(factory(made));
    factories.add(
        context -> {
          throw new IOException("its files are gone");
        });
    EmulatorOptions options = EmulatorOptions.defaults().withDataDirectory(data);
    assertThatThrownBy(() -> EmulatorServer.start(options, factories))
        .isInstanceOf(StateException.class)
        .hasMessage("its files are gone");
    assertThat(made.get(0).told).containsExactly("closed");
    EmulatorServer.start(options).close();
  }

  private static List<EmulatorExtension.Factory> factory(List<Deleting> made) {
    return List.of(
        context -> {
          Deleting extension = new Deleting(context);
          made.add(extension);
          return extension;
        });
  }

  private static ManagedChannel channel(EmulatorServer emulator) {
    return ManagedChannelBuilder.forTarget(emulator.address()).usePlaintext().build();
  }

  private static Operation delete(ManagedChannel channel, String id) {
    Operation begun =
        PipelineServiceGrpc.newBlockingStub(channel)
            .deletePipelineJob(DeletePipelineJobRequest.newBuilder().setName(JOB + id).build());
    assertThat(begun.getName()).startsWith(JOB + id + "/operations/");
    return await(channel, begun.getName());
  }

  private static Operation await(ManagedChannel channel, String name) {
    return OperationsGrpc.newBlockingStub(channel)
        .waitOperation(WaitOperationRequest.newBuilder().setName(name).build());
  }
}
