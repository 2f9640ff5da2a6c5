package dev.visualsimilarity.vertexai.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.longrunning.Operation;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.visualsimilarity.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OperationFailuresTest {

  private static final Operation DONE =
      Operation.newBuilder().setName("op/1").setDone(true).build();

  @Test
  void anOperationThatSucceededIsNoFailure() {
    assertThatCode(() -> OperationFailures.check("building", DONE)).doesNotThrowAnyException();
    assertThat(OperationFailures.isMistake(DONE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PERMISSION_DENIED|; Vertex AI does this as service-PROJECT_NUMBER@gcp-sa-aiplatform",
        "NOT_FOUND|; check that what is named exists, and run the step again",
        "RESOURCE_EXHAUSTED|; ask for more quota at https://console.cloud.google.com/iam-admin/quotas",
        "CANCELLED|; run the step again to begin anew",
        "INTERNAL|; this is the service's own failure: run the step again",
        "UNAVAILABLE|; this is the service's own failure: run the step again",
        "ABORTED|; this is the service's own failure: run the step again",
        "DEADLINE_EXCEEDED|; this is the service's own failure: run the step again",
      })
  void everyFailureIsOneLineWithARemedy(Code code, String remedy) {
    assertThatThrownBy(() -> OperationFailures.check("building", failed(code.getNumber())))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("building failed: because of this (" + code + ", operation op/1)")
        .hasMessageContaining(remedy)
        .message()
        .hasLineCount(1);
    assertThat(OperationFailures.isMistake(failed(code.getNumber()))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE"})
  void aMistakeHasTheServicesOwnWords(Code code) {
    assertThatThrownBy(() -> OperationFailures.check("building", failed(code.getNumber())))
        .hasMessage("building failed: because of this (%s, operation op/1)".formatted(code));
    assertThat(OperationFailures.isMistake(failed(code.getNumber()))).isTrue();
  }

  @Test
  void aCodeThatNobodyKnowsIsToldByItsNumber() {
    assertThatThrownBy(() -> OperationFailures.check("building", failed(99)))
        .hasMessage("building failed: because of this (code 99, operation op/1)");
  }

  private static Operation failed(int code) {
    return DONE.toBuilder()
        .setError(Status.newBuilder().setCode(code).setMessage("because\nof this."))
        .build();
  }
}
