package dev.visualsimilarity.pipeline.picture;

import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.TaskOutput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A pipeline as an SVG picture: programs as cards with the artifacts that they make, graphs as
 * frames around their tasks, an arrow from each task to those that wait for it. It follows the
 * viewer's choice of light or dark colors.
 */
public final class PipelinePicture {

  private static final String STYLE =
      """
      <style>
        svg { --page: #ffffff; --card: #f4f7fb; --edge: #5b7083; --line: #a9b7c4; --text: #16202a; --faint: #52616f; --group: #eaf1f8; --exit: #b4540a; }
        @media (prefers-color-scheme: dark) {
          svg { --page: #0d1117; --card: #1c2733; --edge: #9db1c4; --line: #4a5b6b; --text: #e8eef4; --faint: #a5b4c2; --group: #141c25; --exit: #f0a35c; }
        }
        .page { fill: var(--page); }
        .card { fill: var(--card); stroke: var(--edge); }
        .group { fill: var(--group); stroke: var(--line); }
        .maybe { stroke-dasharray: 5 4; }
        .exit { stroke: var(--exit); }
        .arrow { fill: none; stroke: var(--edge); stroke-width: 1.4; }
        .head { fill: var(--edge); }
        text { font-family: ui-sans-serif, system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 13px; fill: var(--faint); }
        .title { font-size: 15px; font-weight: 600; fill: var(--text); }
        .label { font-size: 11px; }
      </style>
      """;

  private static final int BORDER = 20;
  private static final int MOST_NAMES = 1;

  private final StringBuilder svg = new StringBuilder();

  private PipelinePicture() {}

  /** The text of the SVG file. */
  public static String of(PipelineSpec spec) {
    List<Box> boxes =
        new PictureLayout(spec)
            .boxes().stream().map(box -> box.at(box.x() + BORDER, box.y() + BORDER)).toList();
    int width = boxes.stream().mapToInt(box -> box.x() + box.width()).max().orElse(0) + BORDER;
    int height = boxes.stream().mapToInt(box -> box.y() + box.height()).max().orElse(0) + BORDER;
    PipelinePicture picture = new PipelinePicture();
    picture.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(width, height, width, height, "The tasks of the pipeline " + spec.name()));
    picture.svg.append(STYLE);
    picture.add(
        "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path class=\"head\" d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>");
    picture.add("<rect class=\"page\" width=\"%d\" height=\"%d\"/>".formatted(width, height));
    picture.draw(boxes, 0, 0);
    picture.add("</svg>");
    return picture.svg.toString();
  }

  /**
   * Draws boxes and the arrows between them.
   *
   * @param left of the box around them
   * @param top of the box around them
   */
  private void draw(List<Box> boxes, int left, int top) {
    for (Box box : boxes) {
      frame(box, left + box.x(), top + box.y());
      draw(box.inner(), left + box.x(), top + box.y());
    }
    for (Box to : boxes) {
      for (Box from : boxes) {
        if (to.task().dependentTasks().contains(from.task().name())) {
          arrow(from.at(left + from.x(), top + from.y()), to.at(left + to.x(), top + to.y()));
        }
      }
    }
  }

  private void frame(Box box, int x, int y) {
    if (box.task().loop().isPresent()) {
      // A second frame behind the first: it runs many times.
      add(rectangle(box, "group", x + 6, y + 6));
    }
    String style = box.isGroup() ? "group" : "card";
    if (box.task().trigger().condition().isPresent()) {
      style += " maybe";
    }
    if (box.task().trigger().afterFailure()) {
      style += " exit maybe";
    }
    add(rectangle(box, style, x, y));
    int line = y + PictureLayout.TITLE;
    add(
        "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>"
            .formatted(x + PictureLayout.MARGIN, line, escaped(box.title())));
    for (String text : box.lines()) {
      line += PictureLayout.LINE;
      add(
          "<text x=\"%d\" y=\"%d\">%s</text>"
              .formatted(x + PictureLayout.MARGIN, line, escaped(text)));
    }
  }

  private static String rectangle(Box box, String style, int x, int y) {
    return "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>"
        .formatted(style, x, y, box.width(), box.height(), box.isGroup() ? 12 : 8);
  }

  private void arrow(Box from, Box to) {
    int startY = from.y() + from.height() + (from.task().loop().isPresent() ? 6 : 0);
    int middle = (startY + to.y()) / 2;
    add(
        "<path class=\"arrow%s\" marker-end=\"url(#head)\" d=\"M%d,%d C%d,%d %d,%d %d,%d\"/>"
            .formatted(
                to.task().trigger().afterFailure() ? " maybe" : "",
                from.center(),
                startY,
                from.center(),
                middle,
                to.center(),
                middle,
                to.center(),
                to.y()));
    String names = names(from, to);
    if (!names.isEmpty()) {
      // Beside the end of the arrow's maker, on the side from which it turns away.
      boolean isLeft = to.center() > from.center();
      add(
          "<text class=\"label\" text-anchor=\"%s\" x=\"%d\" y=\"%d\">%s</text>"
              .formatted(
                  isLeft ? "end" : "start",
                  from.center() + (isLeft ? -8 : 8),
                  startY + (to.y() - startY) / 2 + 4,
                  escaped(names)));
    }
  }

  /** What goes along an arrow. */
  private static String names(Box from, Box to) {
    Function<Object, String> output =
        source ->
            source instanceof TaskOutput given && given.task().equals(from.task().name())
                ? given.output()
                : "";
    Set<String> names = new LinkedHashSet<>();
    to.task().parameters().values().forEach(source -> names.add(output.apply(source)));
    to.task().artifacts().values().forEach(source -> names.add(output.apply(source)));
    names.remove("");
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ", "", ", …"));
  }

  private void add(String line) {
    svg.append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
