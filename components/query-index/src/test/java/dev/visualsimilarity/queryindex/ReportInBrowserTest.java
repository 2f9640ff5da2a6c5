package dev.visualsimilarity.queryindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.visualsimilarity.queryindex.browser.Browser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as people see it: in a browser. Skipped where there is none. */
class ReportInBrowserTest {

  private static final int DESKTOP = 1280;
  private static final String SHOWN = "document.querySelectorAll('article:not([hidden])').length";

  @TempDir static Path folder;
  private static Browser browser;
  private static URI report;

  @BeforeAll
  static void open() throws Exception {
    Optional<Path> chromium = Browser.find();
    assumeTrue(chromium.isPresent(), "no chromium on the PATH; apt-get install chromium");
    Path out = Files.createDirectory(folder.resolve("out"));
    try (DeployedShop shop = DeployedShop.open(Files.createDirectory(folder.resolve("shop")))) {
      QueryIndexStep step = new QueryIndexStep(shop, out);
      assertThat(step.run("--category-column", "category", "--restrict-columns", "category"))
          .as(step.errors())
          .isZero();
      report = Files.copy(step.artifact("report"), out.resolve("report.html")).toUri();
    }
    browser = Browser.start(chromium.get(), Files.createDirectory(folder.resolve("browser")));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 820, DESKTOP})
  void fetchesNothingRaisesNoErrorAndFitsTheWindow(int width) throws Exception {
    browser.open(report, width);
    assertThat(browser.errors()).isEmpty();
    assertThat(browser.requests()).containsExactly(report.toString());
    assertThat(number("window.innerWidth")).isEqualTo(width);
    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    // What scrolls in a box of its own is meant to; all else must not be cut off.
    String cut =
        "Array.from(document.querySelectorAll('main *')).filter(e => !e.closest('.scroll')"
            + " && e.getBoundingClientRect().right > window.innerWidth + 1).length";
    assertThat(number(cut)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 12",
    "#category=few, 4",
    "#category=many, 8",
    "#category=none, 12",
    "#text=query+11, 1",
    "#text=Q7, 1",
    "#category=few&text=query+11, 0",
  })
  void theAddressFiltersQueries(String fragment, int shown) throws Exception {
    browser.open(URI.create(report + fragment), DESKTOP);
    assertThat(number(SHOWN)).isEqualTo(shown);
    assertThat(browser.evaluate("document.getElementById('count').textContent").getAsString())
        .isEqualTo(shown + " of 12 shown");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void onlyQueriesWithMissesAreShownOnRequestAndTheAddressSaysSo() throws Exception {
    browser.open(report, DESKTOP);
    int incomplete = number("document.querySelectorAll('.badge:not(.complete)').length");
    assertThat(incomplete).isBetween(1, 11);
    browser.evaluate("document.querySelector('[name=misses]').click()");
    assertThat(number(SHOWN)).isEqualTo(incomplete);
    assertThat(browser.evaluate("location.hash").getAsString()).isEqualTo("#misses=1");
  }

  @Test
  void aCategoryOfTheTableFilters() throws Exception {
    browser.open(report, DESKTOP);
    browser.evaluate("document.querySelector('a[href=\"#category=few\"]').click()");
    long end = System.nanoTime() + 20_000_000_000L;
    while (number(SHOWN) != 4 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(number(SHOWN)).isEqualTo(4);
    assertThat(browser.evaluate("document.querySelector('select').value").getAsString())
        .isEqualTo("few");
  }

  @Test
  void titlesAreTextAndPicturesAreThere() throws Exception {
    browser.open(report, DESKTOP);
    assertThat(number("document.querySelectorAll('figure b').length")).isZero();
    assertThat(browser.evaluate("document.querySelector('figure .name').textContent").getAsString())
        .startsWith("<b>Mug & cup</b>");
    String pictures =
        "Array.from(document.querySelectorAll('.picture')).every("
            + "e => getComputedStyle(e).backgroundImage.startsWith('url(\"data:image/jpeg'))";
    assertThat(browser.evaluate(pictures).getAsBoolean()).isTrue();
    assertThat(number("document.querySelectorAll('svg.chart polyline').length")).isEqualTo(4);
  }

  private static int number(String expression) throws Exception {
    return browser.evaluate(expression).getAsInt();
  }
}
