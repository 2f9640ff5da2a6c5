package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiExceptionFactory;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCallsTest {

  private final ApiCalls calls = new ApiCalls(ApiEndpoint.parse("", "us-central1"));

  @ParameterizedTest
  @CsvSource({
    "PERMISSION_DENIED, permission denied: because of this; give the account the role (gcloud projects",
    "UNAUTHENTICATED, run gcloud auth application-default login",
    "NOT_FOUND, not found: because of this; check the name",
    "RESOURCE_EXHAUSTED, a quota is used up: because of this",
    "UNAVAILABLE, us-central1-aiplatform.googleapis.com:443 is not reachable: because of this",
    "DEADLINE_EXCEEDED, did not answer in time",
    "UNIMPLEMENTED, queries go to the address of their endpoint",
    "INVALID_ARGUMENT, the service refuses the request: because of this; mend the parameter",
    "FAILED_PRECONDITION, the service cannot do that as things are: because of this; mend that",
    "ALREADY_EXISTS, it exists already: because of this; if another run is making it",
    "INTERNAL, because of this (INTERNAL); this is the service's own failure: run the step again",
  })
  void everyErrorIsOneLineWithARemedy(Code code, String message) {
    RuntimeException error =
        ApiExceptionFactory.createException(
            Status.fromCode(code).withDescription("because\nof this.").asRuntimeException(),
            GrpcStatusCode.of(code),
            false);
    assertThatThrownBy(
            () ->
                calls.call(
                    "read index 7",
                    () -> {
                      throw error;
                    }))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessageStartingWith("cannot read index 7: ")
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void aHostThatNobodyKnowsIsSaidToBeSo() {
    Status status =
        Status.UNAVAILABLE
            .withDescription("Unable to resolve host")
            .withCause(new RuntimeException(new UnknownHostException("no such host")));
    assertThat(
            calls.explained(
                "read index 7",
                ApiExceptionFactory.createException(
                    status.asRuntimeException(), GrpcStatusCode.of(Code.UNAVAILABLE), true)))
        .hasMessageContaining("there is no host us-central1-aiplatform.googleapis.com");
  }
}
