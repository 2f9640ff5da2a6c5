package dev.visualsimilarity.containers.start;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The classes that a program loaded, in the form of {@code -XX:DumpLoadedClassList}, without what
 * differs between two runs of the same program: order, numbers, and what was compiled in time.
 *
 * @param lines that the archive is made of
 */
record ClassList(List<String> lines) {

  private static final String LAMBDA = "@lambda";

  /** That of several runs. */
  static ClassList of(Collection<String> recorded) {
    TreeSet<String> lambdas = new TreeSet<>();
    TreeSet<String> classes = new TreeSet<>();
    for (String line : recorded) {
      if (line.startsWith(LAMBDA)) {
        lambdas.add(line);
      } else if (!line.startsWith("@") && !line.startsWith("#") && !line.contains(" source: ")) {
        classes.add(line.replaceFirst(" id: .*", ""));
      }
    }
    List<String> lines = new ArrayList<>(lambdas);
    lines.addAll(classes);
    return new ClassList(List.copyOf(lines));
  }
}
