package dev.visualsimilarity.sample.scene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.sample.catalog.Assortment;
import dev.visualsimilarity.sample.catalog.Product;
import dev.visualsimilarity.sample.shape.Kind;
import dev.visualsimilarity.sample.shape.Kinds;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudioTest {

  private static final int SIZE = 96;

  static Stream<Kind> kinds() {
    return Stream.concat(Kinds.sold().stream(), Kinds.trained().stream()).distinct();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void productsFillTheMiddleOfAShopPictureAndLeaveItsCornersWhite(Kind kind) {
    BufferedImage picture = photograph(kind, Photographer.front(new SplittableRandom(1)));
    assertThat(picture.getWidth()).isEqualTo(SIZE);
    assertThat(luminance(picture, 2, 2)).isGreaterThan(230);
    assertThat(luminance(picture, SIZE - 3, 2)).isGreaterThan(230);
    int marked = 0;
    for (int i = 0; i < SIZE; i++) {
      marked += luminance(picture, i, SIZE / 2) < 225 ? 1 : 0;
      marked += luminance(picture, SIZE / 2, i) < 225 ? 1 : 0;
    }
    assertThat(marked).isGreaterThan(SIZE / 6);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sameSceneGivesTheSamePixels(Kind kind) {
    Scene scene = Photographer.query(new SplittableRandom(2), kind.standing());
    assertThat(pixels(photograph(kind, scene))).isEqualTo(pixels(photograph(kind, scene)));
  }

  private static BufferedImage photograph(Kind kind, Scene scene) {
    Product product = new Assortment(3).design(List.of(kind), 1).get(0);
    return new Studio(SIZE, 1).photograph(product.drawing(), kind.standing(), scene);
  }

  private static int[] pixels(BufferedImage picture) {
    return picture.getRGB(0, 0, SIZE, SIZE, null, 0, SIZE);
  }

  private static int luminance(BufferedImage picture, int x, int y) {
    return (picture.getRGB(x, y) >> 8) & 255;
  }
}
