package dev.visualsimilarity.pipeline.picture;

import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives every task of a pipeline its place: layer below layer, each in the middle. */
final class PictureLayout {

  static final int LINE = 18;
  static final int TITLE = 24;
  static final int MARGIN = 16;

  private static final int ROW_GAP = 44;
  private static final int COLUMN_GAP = 28;
  private static final double LETTER = 7.3;
  private static final double TITLE_LETTER = 8.6;
  private static final int LONGEST_LINE = 38;

  /** An input in a condition; its name says enough. */
  private static final Pattern INPUT =
      Pattern.compile("inputs\\.parameter_values\\['(?:pipelinechannel--)?([^']*)'\\]");

  private final PipelineSpec spec;

  PictureLayout(PipelineSpec spec) {
    this.spec = spec;
  }

  /** The boxes of the pipeline's own graph, from its upper left corner. */
  List<Box> boxes() {
    return boxes(spec.dag());
  }

  private List<Box> boxes(Dag dag) {
    List<List<Box>> rows = new ArrayList<>();
    for (List<Task> layer : Layers.of(dag)) {
      rows.add(layer.stream().map(this::box).toList());
    }
    int card =
        rows.stream()
            .flatMap(List::stream)
            .filter(box -> !box.isGroup())
            .mapToInt(Box::width)
            .max()
            .orElse(0);
    rows.replaceAll(
        row -> row.stream().map(box -> box.isGroup() ? box : box.ofWidth(card)).toList());
    int width = rows.stream().mapToInt(PictureLayout::width).max().orElse(0);
    List<Box> placed = new ArrayList<>();
    int y = 0;
    for (List<Box> row : rows) {
      int x = (width - width(row)) / 2;
      for (Box box : row) {
        placed.add(box.at(x, y));
        x += box.width() + COLUMN_GAP;
      }
      y += row.stream().mapToInt(Box::height).max().orElse(0) + ROW_GAP;
    }
    return placed;
  }

  private Box box(Task task) {
    Component component = spec.components().get(task.component());
    List<String> lines = new ArrayList<>();
    task.trigger()
        .condition()
        .map(condition -> INPUT.matcher(condition.toString()).replaceAll("$1"))
        .ifPresent(condition -> lines.addAll(wrapped("if " + condition)));
    if (task.trigger().afterFailure()) {
      lines.add("exit handler: after a failure, too");
    }
    if (component.implementation() instanceof Dag dag) {
      List<Box> inner = boxes(dag);
      String title = task.loop().isPresent() ? task.name() + " (loop)" : task.name();
      int top = MARGIN + TITLE + lines.size() * LINE;
      List<Box> placed =
          inner.stream().map(box -> box.at(box.x() + MARGIN, box.y() + top)).toList();
      int width =
          Math.max(
              placed.stream().mapToInt(box -> box.x() + box.width()).max().orElse(0) + MARGIN,
              textWidth(title, lines));
      int height = placed.stream().mapToInt(box -> box.y() + box.height()).max().orElse(0) + MARGIN;
      return new Box(task, title, lines, 0, 0, width, height, placed);
    }
    if (!component.outputArtifacts().isEmpty()) {
      lines.addAll(
          wrapped(
              component.outputArtifacts().keySet().stream()
                  .collect(Collectors.joining(", ", "→ ", ""))));
    }
    int height = MARGIN + TITLE + lines.size() * LINE;
    return new Box(
        task, task.name(), lines, 0, 0, textWidth(task.name(), lines), height, List.of());
  }

  private static int textWidth(String title, List<String> lines) {
    double longest = title.length() * TITLE_LETTER;
    for (String line : lines) {
      longest = Math.max(longest, line.length() * LETTER);
    }
    // Even, so that middles are whole and arrows straight.
    return 2 * (int) Math.ceil(longest / 2) + 2 * MARGIN;
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + word.length() >= LONGEST_LINE) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static int width(List<Box> row) {
    return row.stream().mapToInt(Box::width).sum() + COLUMN_GAP * (row.size() - 1);
  }
}
