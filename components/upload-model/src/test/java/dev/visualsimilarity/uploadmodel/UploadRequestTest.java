package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadRequestTest {

  @Test
  void anAttemptWithAnotherKeyDoesNotGoOnWithThisOne() {
    assertThat(encrypted("k1").digest())
        .isEqualTo(encrypted("k1").digest())
        .isNotEqualTo(encrypted("k2").digest())
        .isNotEqualTo(request(Optional.empty()).digest());
  }

  private static UploadRequest encrypted(String key) {
    return request(Optional.of(EncryptionSpec.newBuilder().setKmsKeyName(key).build()));
  }

  private static UploadRequest request(Optional<EncryptionSpec> encryption) {
    return new UploadRequest(
        UploadModelStep.PARENT,
        "gs://shop/model",
        ModelContainerSpec.getDefaultInstance(),
        "Shoes",
        "",
        Optional.empty(),
        List.of(),
        Map.of(),
        encryption,
        Optional.empty());
  }
}
