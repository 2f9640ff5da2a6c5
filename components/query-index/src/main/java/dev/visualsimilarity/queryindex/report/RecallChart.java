package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.evaluation.RecallAtK;
import dev.visualsimilarity.queryindex.report.LineChart.Axis;
import dev.visualsimilarity.queryindex.report.LineChart.Marked;
import dev.visualsimilarity.queryindex.report.LineChart.Point;
import dev.visualsimilarity.queryindex.report.LineChart.Series;
import dev.visualsimilarity.queryindex.report.LineChart.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Recall over the number of neighbors, tie-fair and by id. */
final class RecallChart {

  private static final int TENTHS = 10;

  private RecallChart() {}

  static String svg(List<RecallAtK> recalls) {
    double lowest =
        recalls.stream().mapToDouble(at -> Math.min(at.tieFair(), at.byId())).min().orElse(0);
    // A tenth below the lowest point: its text stands there.
    int from = Math.max(0, (int) Math.ceil(lowest * TENTHS) - 2);
    int step = from < TENTHS / 2 ? 2 : 1;
    List<Tick> shares = new ArrayList<>();
    for (int tenths = TENTHS; tenths >= from; tenths -= step) {
      shares.add(
          new Tick((double) tenths / TENTHS, String.format(Locale.ROOT, "%.1f", tenths / 10.0)));
    }
    List<Tick> counts = new ArrayList<>();
    for (int i = 0; i < recalls.size(); i++) {
      counts.add(new Tick(i, String.valueOf(recalls.get(i).k())));
    }
    String told =
        recalls.stream()
            .map(at -> "%s of the first %d".formatted(Figures.share(at.tieFair()), at.k()))
            .collect(Collectors.joining(", "));
    return new LineChart(
            "Recall: " + told,
            new Axis("first k neighbors", -0.3, Math.max(0, recalls.size() - 1) + 0.3, counts),
            new Axis("", (double) from / TENTHS, 1, shares),
            List.of(
                series(recalls, RecallAtK::tieFair, true), series(recalls, RecallAtK::byId, false)))
        .svg();
  }

  private static Series series(
      List<RecallAtK> recalls, ToDoubleFunction<RecallAtK> figure, boolean labelled) {
    List<Point> points = new ArrayList<>();
    List<Marked> marked = new ArrayList<>();
    for (int i = 0; i < recalls.size(); i++) {
      Point point = new Point(i, figure.applyAsDouble(recalls.get(i)));
      points.add(point);
      marked.add(new Marked(point, labelled ? Figures.share(point.y()) : "", true));
    }
    return new Series(points, marked);
  }
}
