package dev.visualsimilarity.vertexai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What flags ask for and a resource that was there before has otherwise: it is not changed. */
public final class NotApplied {

  private static final Logger LOG = LoggerFactory.getLogger(NotApplied.class);

  private final List<String> differences = new ArrayList<>();

  /**
   * Compares a setting.
   *
   * @param asked empty: nothing is asked for
   * @param present empty: the resource has none
   */
  public NotApplied setting(String flag, String asked, String present) {
    if (!asked.isEmpty() && !asked.equals(present)) {
      differences.add(
          "%s %s (it has %s)".formatted(flag, asked, present.isEmpty() ? "none" : present));
    }
    return this;
  }

  /** Compares labels; the resource may have others too. */
  public NotApplied labels(Map<String, String> asked, Map<String, String> present) {
    asked.forEach(
        (key, value) -> {
          String other = present.get(key);
          setting("--labels", key + "=" + value, other == null ? "" : key + "=" + other);
        });
    return this;
  }

  /** All differences in one line; nothing if there is none. */
  public Optional<String> text() {
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
  }

  /** Warns of the differences. */
  public void warn(String resource) {
    text()
        .ifPresent(
            text -> LOG.warn("{} was there before and keeps what it has: not {}", resource, text));
  }
}
