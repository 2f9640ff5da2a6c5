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
}
