package dev.visualsimilarity.savedmodel.cache;

import dev.visualsimilarity.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What tells a directory from every other: its files' names and contents. */
public final class Fingerprint {

  private Fingerprint() {}

  /**
   * The SHA-256, in lower-case hex, over the directory's files in the order of their names: the
   * name relative to the directory, with slashes, in UTF-8; a zero byte; the SHA-256 of the
   * content.
   */
  public static String of(Path directory) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(directory)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(name(directory.relativize(file)), file));
    }
    MessageDigest digest = Sha256.create();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(content(file.getValue()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String name(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static byte[] content(Path file) throws IOException {
    MessageDigest digest = Sha256.create();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }
}
