package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {

  private static final LocationName PARENT = LocationName.of("p", "europe-west1");

  @Test
  void readsAKeyOfTheRegion() {
    String key = "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k";
    assertThat(EncryptionKeys.parse(" " + key, PARENT))
        .map(EncryptionSpec::getKmsKeyName)
        .contains(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{{$.pipeline_encryption_key_name}}"})
  void nothingIsNoKey(String text) {
    assertThat(EncryptionKeys.parse(text, PARENT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k",
        "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k",
        "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1"
      })
  void refusesWhatIsNoKeyOfTheRegion(String text) {
    assertThatThrownBy(() -> EncryptionKeys.parse(text, PARENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no key in europe-west1: '" + text + "'");
  }
}
