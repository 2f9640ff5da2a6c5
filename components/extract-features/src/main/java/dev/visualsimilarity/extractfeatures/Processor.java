package dev.visualsimilarity.extractfeatures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processor of this machine, as Linux describes it. */
final class Processor {

  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final List<String> BFLOAT16 = List.of("avx512_bf16", "amx_bf16", "bf16");

  private Processor() {}

  /** Whether it has instructions for bfloat16; empty where that cannot be told. */
  static Optional<Boolean> hasBfloat16() {
    try {
      return Optional.of(hasBfloat16(Files.readString(DESCRIPTION)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static boolean hasBfloat16(String description) {
    return description
        .lines()
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .flatMap(line -> List.of(line.split("\\s+")).stream())
        .anyMatch(BFLOAT16::contains);
  }
}
