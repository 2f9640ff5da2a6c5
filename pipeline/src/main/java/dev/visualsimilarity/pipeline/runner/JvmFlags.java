package dev.visualsimilarity.pipeline.runner;

import java.util.ArrayList;
import java.util.List;

/** What Java is started with for a component that runs as a process. */
final class JvmFlags {

  private JvmFlags() {}

  /** The flags for a component on the Java that runs this program. */
  static List<String> ofProcesses() {
    return ofProcesses(Runtime.version().feature());
  }

  /**
   * @param release of Java, such as 17
   */
  static List<String> ofProcesses(int release) {
    List<String> flags =
        new ArrayList<>(List.of("-XX:MaxRAMPercentage=70", "--enable-native-access=ALL-UNNAMED"));
    if (release >= 24) {
      // From then on Java warns of the way in which protobuf reads memory.
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return List.copyOf(flags);
  }
}
