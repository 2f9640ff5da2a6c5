package dev.visualsimilarity.preprocess.resume;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.digest.Sha256;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * All that the bytes of a shard depend on, as one SHA-256: the options of decoding, this release,
 * and the {@link ItemKey} of every item. Two shards of equal fingerprints are equal. Not thread
 * safe.
 */
public final class InputFingerprint {

  private static final String RELEASE = Version.current();

  private final MessageDigest digest = Sha256.create();

  /** Begins the fingerprint of a shard without items. */
  public InputFingerprint(DecodeOptions options) {
    String settings =
        "release %s, %s, EXIF orientation %s\n"
            .formatted(RELEASE, options.spec(), options.applyExifOrientation());
    digest.update(settings.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the key of the next item. */
  public void add(byte[] itemKey) {
    digest.update(itemKey);
  }

  /** The fingerprint as hexadecimal digits; the last call. */
  public String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
