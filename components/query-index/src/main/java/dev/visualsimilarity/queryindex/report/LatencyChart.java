package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.evaluation.Latency;
import dev.visualsimilarity.queryindex.evaluation.Performance;
import dev.visualsimilarity.queryindex.report.LineChart.Axis;
import dev.visualsimilarity.queryindex.report.LineChart.Marked;
import dev.visualsimilarity.queryindex.report.LineChart.Point;
import dev.visualsimilarity.queryindex.report.LineChart.Series;
import dev.visualsimilarity.queryindex.report.LineChart.Tick;
import java.util.ArrayList;
import java.util.List;

/** The share of queries that were answered within a time, by one client and by several. */
final class LatencyChart {

  /** The slowest queries would leave no room for the others. */
  private static final int MOST_PERCENT = 99;

  private static final int TICKS = 5;

  private LatencyChart() {}

  static String svg(Performance performance) {
    Latency alone = performance.sequential().latency();
    Latency together = performance.concurrent().latency();
    double longest =
        Math.max(alone.percentile(MOST_PERCENT), together.percentile(MOST_PERCENT)) * 1.05;
    double step = roundStep(longest / TICKS);
    List<Tick> times = new ArrayList<>();
    for (int i = 0; i * step <= longest; i++) {
      times.add(new Tick(i * step, Figures.tick(i * step, step)));
    }
    return new LineChart(
            "Latency of one client: %s; of %d clients at once: %s"
                .formatted(told(alone), performance.concurrent().clients(), told(together)),
            new Axis("milliseconds", 0, longest, times),
            new Axis(
                "share of queries answered",
                0,
                100,
                List.of(new Tick(0, "0"), new Tick(50, "50%"), new Tick(95, "95%"))),
            List.of(series(alone), series(together)))
        .svg();
  }

  /** 1, 2 or 5 times a power of ten. */
  static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double digit = least / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  private static Series series(Latency latency) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(latency.percentile(0), 0));
    for (int percent = 1; percent <= MOST_PERCENT; percent++) {
      points.add(new Point(latency.percentile(percent), percent));
    }
    List<Marked> marked = new ArrayList<>();
    for (int percent : new int[] {50, 95}) {
      Point point = new Point(latency.percentile(percent), percent);
      marked.add(new Marked(point, "", true));
    }
    return new Series(points, marked);
  }

  private static String told(Latency latency) {
    return "50%% within %s ms, 95%% within %s ms, 99%% within %s ms"
        .formatted(
            Figures.millis(latency.percentile(50)),
            Figures.millis(latency.percentile(95)),
            Figures.millis(latency.percentile(99)));
  }
}
