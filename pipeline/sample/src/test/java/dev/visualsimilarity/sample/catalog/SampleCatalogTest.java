package dev.visualsimilarity.sample.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.sample.shape.Kinds;
import dev.visualsimilarity.sample.training.TrainingPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleCatalogTest {

  private final SampleCatalog catalog = new SampleCatalog();

  @Test
  void hasThreeHundredImagesOfAHundredProductsInTwentyFiveCategories() {
    assertThat(catalog.photos()).hasSize(300);
    assertThat(catalog.products()).hasSize(100);
    assertThat(catalog.products().stream().map(product -> product.kind().category()).distinct())
        .hasSize(25);
  }

  @Test
  void eachQueryShowsAnotherProductOfTheCatalog() {
    List<Photo> queries = catalog.queries();
    assertThat(queries).hasSizeGreaterThanOrEqualTo(80);
    assertThat(queries.stream().map(Photo::product)).doesNotHaveDuplicates();
    assertThat(catalog.products()).containsAll(queries.stream().map(Photo::product).toList());
  }

  @Test
  void idsAreUnique() {
    assertThat(catalog.photos().stream().map(Photo::id)).doesNotHaveDuplicates();
    assertThat(catalog.products().stream().map(Product::id)).doesNotHaveDuplicates();
  }

  @Test
  void mostFilesAreJpegAndAllFormatsOccur() {
    var counts =
        catalog.photos().stream()
            .collect(Collectors.groupingBy(Photo::format, Collectors.counting()));
    assertThat(counts).containsOnlyKeys(ImageFormat.values());
    assertThat(counts.get(ImageFormat.JPG)).isGreaterThan(270);
  }

  @Test
  void fewerThanFiveInAHundredImagesAreBroken() {
    double broken = BrokenFile.values().length;
    assertThat(broken / (broken + catalog.photos().size())).isLessThan(0.05);
    assertThat(catalog.products().stream().map(Product::id))
        .contains(
            List.of(BrokenFile.values()).stream().map(BrokenFile::product).toArray(String[]::new));
  }

  @Test
  void sharesNoProductWithTheTrainingOfTheModel() {
    TrainingPlan plan = TrainingPlan.COMMITTED;
    Set<Long> trained =
        new Assortment(plan.seed())
            .design(Kinds.trained(), plan.productsPerKind()).stream()
                .map(Product::seed)
                .collect(Collectors.toCollection(HashSet::new));
    assertThat(catalog.products().stream().map(Product::seed)).doesNotContainAnyElementsOf(trained);
  }
}
