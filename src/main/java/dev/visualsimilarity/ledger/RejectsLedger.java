package dev.visualsimilarity.ledger;

import com.google.gson.stream.JsonWriter;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of the items that a step rejected, as JSON Lines (UTF-8): {@code
 * {"id":"a","uri":"…","stage":"decode","reason":"truncated","message":"…"}}. It appears when {@link
 * #commit()} is called. Not thread safe.
 */
public final class RejectsLedger implements Closeable {

  private static final int REASONS_SHOWN = 5;

  private final StorageUri uri;
  private final PendingObject object;
  private final Writer out;
  private final Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
  private final Map<RejectReason, Reject> firsts = new EnumMap<>(RejectReason.class);

  private RejectsLedger(StorageUri uri, PendingObject object) {
    this.uri = uri;
    this.object = object;
    this.out = new BufferedWriter(new OutputStreamWriter(object, StandardCharsets.UTF_8));
  }

  /**
   * Checks a share of items that may be rejected.
   *
   * @throws UserException if it is not in [0, 1]
   */
  public static void checkFraction(double maxFraction) {
    if (!(maxFraction >= 0 && maxFraction <= 1)) {
      throw UserException.badParameter(
          "max reject fraction %s is out of range; allowed are 0 to 1".formatted(maxFraction));
    }
  }

  /** Begins the ledger that will be at {@code uri}. */
  public static RejectsLedger begin(Storage storage, StorageUri uri) throws IOException {
    return new RejectsLedger(uri, storage.write(uri));
  }

  /** Adds an item. */
  public void add(Reject reject) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setHtmlSafe(false);
    json.beginObject();
    json.name("id").value(reject.id());
    json.name("uri").value(reject.uri());
    json.name("stage").value(reject.stage().wireName());
    json.name("reason").value(reject.reason().wireName());
    json.name("message").value(reject.message());
    json.endObject().flush();
    out.write('\n');
    counts.merge(reject.reason(), 1L, Long::sum);
    firsts.putIfAbsent(reject.reason(), reject);
  }

  /** How many items were added. */
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many items were added for each reason that occurred. */
  public Map<RejectReason, Long> counts() {
    return Map.copyOf(counts);
  }

  /** The commonest reasons, such as {@code 12 missing, 3 truncated}. */
  public String commonestReasons() {
    return commonest()
        .limit(REASONS_SHOWN)
        .map(reason -> counts.get(reason) + " " + reason.wireName())
        .collect(Collectors.joining(", "));
  }

  /**
   * The commonest reasons, the first item that was rejected for the commonest, and where the ledger
   * is, such as {@code 12 missing, 3 truncated (the first missing: a, /shop/a.jpg: there is no such
   * file); each is listed in /out/rejects}.
   */
  public String summary() {
    String first =
        commonest()
            .findFirst()
            .map(reason -> " (%s)".formatted(told(firsts.get(reason))))
            .orElse("");
    return "%s%s; each is listed in %s".formatted(commonestReasons(), first, uri);
  }

  private Stream<RejectReason> commonest() {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<RejectReason, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static String told(Reject reject) {
    String place =
        Stream.of(reject.id(), reject.uri())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    String found = reject.message().lines().findFirst().orElse("");
    return "the first %s: %s: %s".formatted(reject.reason().wireName(), place, found);
  }

  /** Makes the ledger visible. */
  public void commit() throws IOException {
    out.flush();
    object.commit();
  }

  /**
   * Fails if too many items were rejected.
   *
   * @param items all of them, the rejected ones included
   * @param maxFraction the share of them that may be rejected, in [0, 1]
   * @throws UserException {@link UserException#tooManyRejects}, with the {@link #summary}
   */
  public void check(long items, double maxFraction) {
    if (count() > maxFraction * items) {
      throw UserException.tooManyRejects(
          "%d of %d items rejected, more than max_reject_fraction %s allows: %s"
              .formatted(count(), items, maxFraction, summary()));
    }
  }

  /** Discards the ledger unless it was committed. */
  @Override
  public void close() throws IOException {
    object.close();
  }
}
