package dev.visualsimilarity.containers.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what a program's image gets to start faster: {@code app/start/classes.jsa}, an archive of
 * the classes that it loads, read and checked beforehand, and an {@code app/jvm-flags} that names
 * it. The same jars and the same runtime give the same archive, byte for byte, wherever they are
 * built: see {@link StartFolder}.
 *
 * <p>Which classes: those of the runs in {@code containers/training/MODULE}, one a line; in them
 * {@code {root}} is the project's folder and {@code {work}} an empty one.
 *
 * <p>Arguments: the folder containers, the module's name, its target folder, the name of its jar,
 * its main class.
 */
public final class StartArchive {

  private static final String ARCHIVE = "start/classes.jsa";

  // An archive has the heap's size in it, and the strings that no collection has removed: there
  // is none, with so much memory, but the one that Java does in any case.
  private static final List<String> HEAP =
      List.of("-Xms512m", "-Xmx512m", "-Xmn300m", "-XX:MetaspaceSize=300m");

  private final Path containers;
  private final Path image;
  private final Path java;
  private final List<String> flags;

  private StartArchive(Path containers, Path target) throws IOException {
    this.containers = containers;
    this.image = target.resolve("image");
    this.java = containers.resolve("tools/target/runtime/bin/java");
    this.flags =
        Files.readAllLines(containers.resolve("app/jvm-flags")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
  }

  /** Makes it, in the image folder of the target folder. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path target = Path.of(args[2]);
    StartArchive archive = new StartArchive(Path.of(args[0]), target);
    archive.create(args[1], target.resolve(args[3]), args[4]);
  }

  private void create(String module, Path jar, String main)
      throws IOException, InterruptedException {
    // Of an earlier build: a run that finds its work done loads few classes.
    Folders.delete(image.resolve("training"));
    try (StartFolder start = StartFolder.take(StartFolder.ROOT, module)) {
      String libraries = Files.readString(image.resolve("dependencies"));
      create(module, AppFolder.create(jar, libraries, start.path()), main);
    }
  }

  private void create(String module, AppFolder app, String main)
      throws IOException, InterruptedException {
    Path list = image.resolve("classes.txt");
    Files.write(list, ClassList.of(record(module, app, main)).lines());

    Path archive = image.resolve("app").resolve(ARCHIVE);
    Files.createDirectories(archive.getParent());
    List<String> dump = new ArrayList<>(HEAP);
    dump.addAll(
        List.of(
            "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive));
    run(app, dump, List.of());
    List<String> withArchive = new ArrayList<>(flags);
    withArchive.add("-XX:SharedArchiveFile=/app/" + ARCHIVE);
    Files.write(image.resolve("app/jvm-flags"), withArchive);
    System.out.printf("%s: archive of %,d bytes%n", module, Files.size(archive));
  }

  /** What the runs of the module's training load. */
  private List<String> record(String module, AppFolder app, String main)
      throws IOException, InterruptedException {
    Path training = containers.resolve("training").resolve(module);
    List<String> runs = Files.exists(training) ? Files.readAllLines(training) : List.of("--help");
    List<String> classes = new ArrayList<>();
    Path list = image.resolve("recorded.txt");
    for (String run : runs) {
      List<String> program = new ArrayList<>(List.of(main));
      for (String word : run.split(" ", -1)) {
        program.add(
            word.replace("{root}", containers.getParent().toString())
                .replace("{work}", image.resolve("training").toString()));
      }
      run(app, List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + list), program);
      classes.addAll(Files.readAllLines(list));
    }
    return classes;
  }

  /** Runs Java; what it prints is kept in a file, and shown only if it fails. */
  private void run(AppFolder app, List<String> options, List<String> program)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(java.toString()));
    words.addAll(flags);
    words.add("-Djava.library.path=" + containers.resolve("tools/target/natives/tensorflow"));
    words.addAll(options);
    words.addAll(List.of("-cp", app.classPath()));
    words.addAll(program);
    Path log = image.resolve("log.txt");
    int code =
        new ProcessBuilder(words)
            .directory(app.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "%s failed: exit code %d%n%s"
              .formatted(String.join(" ", words), code, Files.readString(log)));
    }
  }
}
