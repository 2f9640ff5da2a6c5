package dev.visualsimilarity.vertexai;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Placeholders;
import dev.visualsimilarity.error.UserException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Customer-managed encryption keys of resources. */
public final class EncryptionKeys {

  private static final Pattern NAME =
      Pattern.compile("projects/[^/]+/locations/([^/]+)/keyRings/[^/]+/cryptoKeys/[^/]+");

  private EncryptionKeys() {}

  /**
   * Reads {@code --encryption-spec-key-name}; nothing, if it is empty, for Google's own keys.
   *
   * @throws UserException if it is no key's name, or that of a key of another region
   */
  public static Optional<EncryptionSpec> parse(String text, LocationName parent) {
    return parse(text, "--encryption-spec-key-name", parent);
  }

  /** The same, of another flag or parameter. */
  public static Optional<EncryptionSpec> parse(String text, String flag, LocationName parent) {
    String name = Placeholders.resolved(text);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches() || !matcher.group(1).equals(parent.getLocation())) {
      throw UserException.badParameter(
          "%s is no key in %s: '%s'; give projects/PROJECT/locations/%s/keyRings/RING/cryptoKeys/KEY"
              .formatted(flag, parent.getLocation(), name, parent.getLocation()));
    }
    return Optional.of(EncryptionSpec.newBuilder().setKmsKeyName(name).build());
  }
}
