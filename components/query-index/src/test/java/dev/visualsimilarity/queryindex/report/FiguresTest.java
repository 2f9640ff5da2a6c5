package dev.visualsimilarity.queryindex.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void countsAreWhole() {
    assertThat(Figures.text(1234)).isEqualTo("1234");
    assertThat(Figures.text(7L)).isEqualTo("7");
  }

  @Test
  void decimalsAreThoseThatMatter() {
    assertThat(Figures.text(0.87654)).isEqualTo("0.877");
    assertThat(Figures.text(-0.5)).isEqualTo("-0.500");
    assertThat(Figures.text(1276.4)).isEqualTo("1276");
  }

  @Test
  void aSmallDistanceIsNotZero() {
    assertThat(Figures.text(2.34e-7)).isEqualTo("2.3e-07");
    assertThat(Figures.text(-2.34e-7)).isEqualTo("-2.3e-07");
    assertThat(Figures.text(0.0)).isEqualTo("0.000");
  }

  @Test
  void anIncompleteRecallIsNotRoundedToOne() {
    assertThat(Figures.share(0.99996)).isEqualTo("> 0.999");
    assertThat(Figures.share(0.9994)).isEqualTo("0.999");
    assertThat(Figures.share(1.0)).isEqualTo("1.000");
    assertThat(Figures.share(1)).isEqualTo("1");
    assertThat(Figures.text(0.99996)).isEqualTo("1.000");
  }

  @Test
  void millisecondsAndMeansHaveTheDecimalsThatTheirSizeAllows() {
    assertThat(Figures.millis(0.456)).isEqualTo("0.46");
    assertThat(Figures.millis(12.34)).isEqualTo("12.3");
    assertThat(Figures.millis(1234.5)).isEqualTo("1235");
    assertThat(Figures.mean(10)).isEqualTo("10");
    assertThat(Figures.mean(9.96)).isEqualTo("10.0");
  }

  @Test
  void ticksHaveTheDecimalsOfTheirStep() {
    assertThat(Figures.tick(0.4, 0.2)).isEqualTo("0.4");
    assertThat(Figures.tick(0.05, 0.05)).isEqualTo("0.05");
    assertThat(Figures.tick(20, 10)).isEqualTo("20");
  }
}
