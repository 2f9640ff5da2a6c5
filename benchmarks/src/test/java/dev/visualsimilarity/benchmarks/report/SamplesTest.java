package dev.visualsimilarity.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(new Samples(9, 1, 5).median()).isEqualTo(5);
    assertThat(new Samples(9, 1, 5, 2).median()).isEqualTo(3.5);
  }

  @Test
  void ratiosAreOfMeasurementsThatWereMadeTogether() {
    Samples rates = new Samples(90, 40);
    Samples limits = new Samples(100, 50);
    assertThat(rates.over(limits).values()).containsExactly(0.9, 0.8);
    assertThat(limits.orLess(new Samples(120, 45)).values()).containsExactly(100, 45);
    assertThatThrownBy(() -> rates.over(new Samples(1)))
        .hasMessage("2 measurements do not pair with 1");
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(Samples::new).hasMessage("nothing was measured");
  }
}
