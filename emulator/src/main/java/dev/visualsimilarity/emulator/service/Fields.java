package dev.visualsimilarity.emulator.service;

import java.util.Map;
import java.util.regex.Pattern;

/** Rules for fields that several resources have. */
public final class Fields {
  private static final int MAX_DISPLAY_NAME = 128;
  private static final int MAX_LABELS = 64;
  private static final Pattern LABEL_KEY =
      Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,64}");

  private Fields() {}

  /** Required, with as many characters as the service takes. */
  public static void requireDisplayName(String displayName) {
    if (displayName.isBlank()) {
      throw ApiErrors.invalidArgument("display_name is required");
    }
    if (displayName.codePointCount(0, displayName.length()) > MAX_DISPLAY_NAME) {
      throw ApiErrors.invalidArgument(
          "display_name has %d characters; it may have %d: %s",
          displayName.codePointCount(0, displayName.length()), MAX_DISPLAY_NAME, displayName);
    }
  }

  /** As many and of such letters as the service takes. */
  public static void requireLabels(Map<String, String> labels) {
    if (labels.size() > MAX_LABELS) {
      throw ApiErrors.invalidArgument(
          "a resource has at most %d labels, not %d", MAX_LABELS, labels.size());
    }
    labels.forEach(
        (key, value) -> {
          if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
            throw ApiErrors.invalidArgument(
                "label '%s'='%s' is not valid: lowercase letters, digits, '_' and '-' (64 at most);"
                    + " the key begins with a letter",
                key, value);
          }
        });
  }
}
