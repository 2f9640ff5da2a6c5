package dev.visualsimilarity.queryindex.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.visualsimilarity.queryindex.evaluation.Latency;
import dev.visualsimilarity.queryindex.evaluation.Load;
import dev.visualsimilarity.queryindex.evaluation.Performance;
import dev.visualsimilarity.queryindex.evaluation.RecallAtK;
import dev.visualsimilarity.queryindex.report.LineChart.Axis;
import dev.visualsimilarity.queryindex.report.LineChart.Marked;
import dev.visualsimilarity.queryindex.report.LineChart.Point;
import dev.visualsimilarity.queryindex.report.LineChart.Series;
import dev.visualsimilarity.queryindex.report.LineChart.Tick;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartsTest {

  @Test
  void pointsStandWhereTheAxesSay() throws Exception {
    Series diagonal =
        new Series(
            List.of(new Point(0, 10), new Point(4, 20)),
            List.of(new Marked(new Point(2, 15), "<half>", true)));
    LineChart chart =
        new LineChart(
            "a & b",
            new Axis("x", 0, 4, List.of(new Tick(2, "two"))),
            new Axis("", 10, 20, List.of(new Tick(10, "ten"), new Tick(20, "twenty"))),
            List.of(diagonal));
    Element svg = parsed(chart.svg());
    assertThat(svg.getAttribute("aria-label")).isEqualTo("a & b");
    String[] ends = element(svg, "polyline", 0).getAttribute("points").split("[ ,]");
    Element low = element(svg, "line", 0);
    Element high = element(svg, "line", 1);
    assertThat(ends)
        .containsExactly(
            low.getAttribute("x1"), low.getAttribute("y1"),
            high.getAttribute("x2"), high.getAttribute("y1"));
    Element dot = element(svg, "circle", 0);
    assertThat(number(dot, "cx")).isEqualTo((number(low, "x1") + number(low, "x2")) / 2);
    assertThat(number(dot, "cy")).isEqualTo((number(low, "y1") + number(high, "y1")) / 2);
    assertThat(texts(svg)).contains("two", "ten", "twenty", "<half>");
  }

  @Test
  void recallIsToldAtEveryKAndTheAxisReachesBelowTheLowest() throws Exception {
    Element svg =
        parsed(RecallChart.svg(List.of(new RecallAtK(1, 1, 0.97), new RecallAtK(10, 0.9, 0.83))));
    assertThat(texts(svg))
        .contains("1", "10", "1.000", "0.900", "0.7", "1.0")
        .doesNotContain("0.6", "0.970");
    assertThat(svg.getAttribute("aria-label"))
        .isEqualTo("Recall: 1.000 of the first 1, 0.900 of the first 10");
  }

  @Test
  void latencyRisesToTheNinetyNinthPercentile() throws Exception {
    double[] millis = new double[100];
    for (int i = 0; i < 100; i++) {
      millis[i] = i + 1;
    }
    Load alone = new Load(1, new Latency(millis), 10);
    Load together = new Load(8, new Latency(3, 3, 3), 10);
    Element svg = parsed(LatencyChart.svg(new Performance(alone, together, 10)));
    assertThat(texts(svg)).contains("0", "50", "100", "95%").doesNotContain("200");
    assertThat(svg.getAttribute("aria-label"))
        .isEqualTo(
            "Latency of one client: 50% within 50.0 ms, 95% within 95.0 ms, 99% within 99.0 ms;"
                + " of 8 clients at once: 50% within 3.00 ms, 95% within 3.00 ms, 99% within 3.00 ms");
    assertThat(element(svg, "polyline", 0).getAttribute("points").split(" ")).hasSize(100);
  }

  @ParameterizedTest
  @CsvSource({"0.013, 0.02", "1, 1", "3.9, 5", "7, 10", "120, 200"})
  void stepsAreRound(double least, double step) {
    assertThat(LatencyChart.roundStep(least)).isCloseTo(step, withPercentage(1e-9));
  }

  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static Element element(Element svg, String name, int index) {
    return (Element) svg.getElementsByTagName(name).item(index);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<String> texts(Element svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
