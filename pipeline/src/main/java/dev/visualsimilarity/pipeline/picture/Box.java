package dev.visualsimilarity.pipeline.picture;

import dev.visualsimilarity.pipeline.ir.Task;
import java.util.List;

/**
 * A task where it is drawn.
 *
 * @param task what is drawn
 * @param title its first line
 * @param lines further lines: what it makes, when it runs
 * @param x left edge, in pixels, from the left edge of the box around it
 * @param y upper edge, likewise
 * @param inner the tasks of its own graph; none if it is a program
 */
record Box(
    Task task,
    String title,
    List<String> lines,
    int x,
    int y,
    int width,
    int height,
    List<Box> inner) {

  Box {
    lines = List.copyOf(lines);
    inner = List.copyOf(inner);
  }

  Box at(int left, int top) {
    return new Box(task, title, lines, left, top, width, height, inner);
  }

  Box ofWidth(int wanted) {
    return new Box(task, title, lines, x, y, wanted, height, inner);
  }

  boolean isGroup() {
    return !inner.isEmpty();
  }

  int center() {
    return x + width / 2;
  }
}
