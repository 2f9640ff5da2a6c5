package dev.visualsimilarity.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A container as a cautious cluster runs it: a user id that the image does not know, a root that
 * cannot be written to, a small writable {@code /tmp}, and no network unless one is asked for.
 *
 * @param image its reference
 * @param network {@code none} or {@code host}
 * @param environment added to that of the image
 * @param mounts folders that it sees under the paths that they have
 */
record Container(String image, String network, Map<String, String> environment, List<Path> mounts) {

  /** An id without a name; OpenShift gives such ones, with group 0. */
  static final String USER = "1000680000:0";

  static Container of(String module) {
    return new Container(ProjectImages.image(module), "none", Map.of(), List.of());
  }

  /** The same on the machine's network. */
  Container onHostNetwork() {
    return new Container(image, "host", environment, mounts);
  }

  /** The same with a variable in its environment. */
  Container with(String variable, String value) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put(variable, value);
    return new Container(image, network, variables, mounts);
  }

  /** The same with folders of the machine. */
  Container mounting(Path... folders) {
    return new Container(image, network, environment, List.of(folders));
  }

  /** Runs the image's own entry point to its end. */
  ContainerEngine.Output run(String... args) {
    return ProjectImages.engine().run(words(name(), List.of(args)).toArray(String[]::new));
  }

  /** Runs a command instead of the entry point, as a pod's {@code command} and {@code args}. */
  ContainerEngine.Output runCommand(List<String> command) {
    return ProjectImages.engine().run(commandWords(name(), command).toArray(String[]::new));
  }

  /** Starts the image's own entry point. */
  RunningContainer start(String... args) throws IOException {
    String name = name();
    return RunningContainer.start(name, words(name, List.of(args)));
  }

  /** Starts a command instead of the entry point. */
  RunningContainer startCommand(List<String> command) throws IOException {
    String name = name();
    return RunningContainer.start(name, commandWords(name, command));
  }

  private List<String> commandWords(String name, List<String> command) {
    List<String> words = options(name);
    words.addAll(List.of("--entrypoint", command.get(0), image));
    words.addAll(command.subList(1, command.size()));
    return words;
  }

  private List<String> words(String name, List<String> args) {
    List<String> words = options(name);
    words.add(image);
    words.addAll(args);
    return words;
  }

  private List<String> options(String name) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--name", name));
    words.addAll(List.of("--user", USER, "--network", network));
    words.addAll(List.of("--read-only", "--tmpfs", "/tmp:rw,mode=1777,size=64m"));
    words.addAll(List.of("--security-opt", "label=disable"));
    words.addAll(List.of("--cap-drop", "all", "--security-opt", "no-new-privileges"));
    environment.forEach((key, value) -> words.addAll(List.of("--env", key + "=" + value)));
    mounts.forEach(folder -> words.addAll(List.of("--volume", folder + ":" + folder)));
    return words;
  }

  private static String name() {
    return "container-tests-" + UUID.randomUUID();
  }
}
