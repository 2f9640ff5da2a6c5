package dev.visualsimilarity.queryindex.report;

import com.samskivert.mustache.Escapers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws lines over two axes as inline SVG. Its colors are those of the page's style: classes {@code
 * s0}, {@code s1} and so on of the series.
 *
 * @param label what the chart shows, for those who cannot see it
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the lines
 */
record LineChart(String label, Axis x, Axis y, List<Series> series) {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 230;
  private static final int LEFT = 44;
  private static final int RIGHT = 20;
  private static final int TOP = 22;
  private static final int BOTTOM = 44;
  private static final int RADIUS = 3;

  LineChart {
    series = List.copyOf(series);
  }

  /**
   * An axis.
   *
   * @param name written beside it; empty: nothing is
   * @param from value at its beginning
   * @param to value at its end; larger
   * @param ticks marked values, with what is written at them
   */
  record Axis(String name, double from, double to, List<Tick> ticks) {

    Axis {
      ticks = List.copyOf(ticks);
    }

    double share(double value) {
      return (value - from) / (to - from);
    }
  }

  /** A marked value of an axis. */
  record Tick(double value, String text) {}

  /**
   * A line.
   *
   * @param points in the order of x
   * @param marked points that have a dot, and a text unless it is empty
   */
  record Series(List<Point> points, List<Marked> marked) {

    Series {
      points = List.copyOf(points);
      marked = List.copyOf(marked);
    }
  }

  /** A place in the units of the axes. */
  record Point(double x, double y) {}

  /**
   * A point with a text.
   *
   * @param above whether the text stands above the point, not below
   */
  record Marked(Point point, String text, boolean above) {}

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT, Escapers.HTML.escape(label)));
    for (Tick tick : y.ticks()) {
      double at = top(tick.value());
      line(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 8, at + 4, "end", "", tick.text());
    }
    for (Tick tick : x.ticks()) {
      text(svg, left(tick.value()), HEIGHT - BOTTOM + 18, "middle", "", tick.text());
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", "", x.name());
    text(svg, 4, 12, "start", "", y.name());
    for (int i = 0; i < series.size(); i++) {
      draw(svg, series.get(i), "s" + i);
    }
    return svg.append("</svg>").toString();
  }

  private void draw(StringBuilder svg, Series line, String style) {
    String points =
        line.points().stream()
            .map(point -> number(left(point.x())) + "," + number(top(point.y())))
            .collect(Collectors.joining(" "));
    svg.append("<polyline class=\"curve %s\" points=\"%s\"/>\n".formatted(style, points));
    for (Marked one : line.marked()) {
      double left = left(one.point().x());
      double top = top(one.point().y());
      svg.append(
          "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%d\"/>\n"
              .formatted(style, number(left), number(top), RADIUS));
      text(svg, left, one.above() ? top - 8 : top + 18, "middle", "value", one.text());
    }
  }

  private double left(double value) {
    return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private double top(double value) {
    return TOP + (1 - y.share(value)) * (HEIGHT - TOP - BOTTOM);
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2)));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String style, String text) {
    if (!text.isEmpty()) {
      svg.append(
          "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
              .formatted(style, number(x), number(y), anchor, Escapers.HTML.escape(text)));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
