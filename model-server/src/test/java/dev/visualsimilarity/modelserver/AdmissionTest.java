package dev.visualsimilarity.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final Admission admission = new Admission(1, 2, 4096);

  @Test
  void letsInAsManyAsThereArePlaces() {
    assertThat(admission.enter(1)).isTrue();
    assertThat(admission.enter(1)).isTrue();
    assertThat(admission.enter(1)).isTrue();
    assertThat(admission.enter(1)).isFalse();
    admission.leave(1);
    assertThat(admission.enter(1)).isTrue();
  }

  @Test
  void letsInAsManyBytesAsThereIsMemoryFor() {
    assertThat(admission.enter(3000)).isTrue();
    for (int refused = 0; refused <= admission.most(); refused++) {
      assertThat(admission.enter(3000)).isFalse();
    }
    assertThat(admission.enter(1000)).as("a smaller one").isTrue();
    admission.leave(3000);
    assertThat(admission.enter(3000)).isTrue();
  }
}
