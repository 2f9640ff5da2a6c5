package dev.visualsimilarity.storage;

import dev.visualsimilarity.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A text that stands for objects in their order, each with its name, size and version. */
final class VersionDigest {

  private static final int BYTES = 16;

  private final MessageDigest digest = Sha256.create();

  /**
   * Adds an object.
   *
   * @param version another one after each write, where the storage has such
   */
  void add(StorageObject object, String version) {
    // No name has the separator in it: neither storage takes it.
    String line = object.uri() + "\0" + object.size() + "\0" + version + "\0";
    digest.update(line.getBytes(StandardCharsets.UTF_8));
  }

  /** As hexadecimal digits; nothing can be added after. */
  String text() {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
