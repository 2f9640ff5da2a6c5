package dev.visualsimilarity.sample.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class OutlinesTest {

  @Test
  void whatIsTurnedIsSymmetrical() {
    Shape vase = Outlines.turned(0.2, -0.8, 0.5, 0, 0.3, 0.7);
    for (double y = -0.7; y < 0.7; y += 0.1) {
      for (double x = 0.05; x < 0.6; x += 0.1) {
        assertThat(vase.contains(x, y)).isEqualTo(vase.contains(-x, y));
      }
    }
  }

  @Test
  void aBlobPassesThroughItsPoints() {
    Rectangle2D bounds = Outlines.blob(0, -0.5, 0.5, 0, 0, 0.5, -0.5, 0).getBounds2D();
    assertThat(bounds.getMinX()).isCloseTo(-0.5, within(0.05));
    assertThat(bounds.getMaxY()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void boundsTakeInControlPointsOnEveryJdk() {
    Path2D arch = new Path2D.Double();
    arch.moveTo(0, 0);
    arch.quadTo(1, 2, 2, 0);
    assertThat(Outlines.bounds(arch)).isEqualTo(new Rectangle2D.Double(0, 0, 2, 2));
  }

  @Test
  void aHoleIsCutOut() {
    Shape ring = Outlines.without(Outlines.ellipse(0, 0, 1, 1), Outlines.ellipse(0, 0, 0.5, 0.5));
    assertThat(ring.contains(0, 0)).isFalse();
    assertThat(ring.contains(0.75, 0)).isTrue();
  }
}
