package dev.visualsimilarity.vertexai.attempt;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step's note to its next attempt, written before something is begun in the service and again
 * when the service has named the operation: between the two, only the note knows that there may be
 * one. Not thread safe.
 *
 * <p>Format: a JSON object of {@code key}, {@code request} (a digest of what was asked for), {@code
 * action} (what was begun last, in words), {@code begun} (when: ISO 8601) and {@code operation} (a
 * resource name; absent between the two writes).
 */
public final class Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private record Note(String key, String request, String action, String begun, String operation) {

    Note beginning(String what, Instant now) {
      return new Note(key, request, what, now.toString(), null);
    }

    Note began(String name) {
      return new Note(key, request, action, begun, name);
    }

    Note ended(String nextRequest) {
      return new Note(key, nextRequest, null, null, null);
    }

    Optional<Instant> time() {
      return Optional.ofNullable(begun).map(Instant::parse);
    }

    /**
     * What keeps a note from being used.
     *
     * @throws DateTimeException if its time is none
     */
    Note checked() {
      Optional<Instant> unused = time();
      return this;
    }
  }

  private final Storage storage;
  private final StorageUri place;
  private final Clock clock;
  private final TaskRun task;
  private final Note earlier;
  private final boolean other;
  private Note note;

  private Attempt(
      Storage storage,
      StorageUri place,
      Clock clock,
      TaskRun task,
      Note earlier,
      Note note,
      boolean other) {
    this.storage = storage;
    this.place = place;
    this.clock = clock;
    this.task = task;
    this.earlier = earlier;
    this.note = note;
    this.other = other;
  }

  /**
   * Begins an attempt, and reads the note of the one before it.
   *
   * @param byHand where the note of a step is that no task of a run is; the key is in it
   * @param ofRuns a directory for the notes of tasks, which may be started again where no file of
   *     the last attempt is left
   * @param request a digest of what is asked for: the note of an attempt to do something else does
   *     not count
   */
  public static Attempt open(
      Storage storage,
      Clock clock,
      TaskRun task,
      String request,
      StorageUri byHand,
      StorageUri ofRuns) {
    Optional<String> taskKey = task.key(request);
    StorageUri place = taskKey.map(key -> ofRuns.resolve(key + ".json")).orElse(byHand);
    Optional<Note> found = read(storage, place);
    Optional<Note> earlier = found.filter(note -> request.equals(note.request()));
    String key =
        taskKey
            .or(() -> earlier.map(Note::key))
            .orElseGet(() -> Digest.of(UUID.randomUUID().toString()));
    Note none = new Note(key, request, null, null, null);
    boolean other = found.isPresent() && earlier.isEmpty();
    return new Attempt(storage, place, clock, task, earlier.orElse(none), none, other);
  }

  /**
   * The labels that all attempts to do this put on what they make: of the task, if it is one, and
   * of the step, by which they find it again.
   */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(task.labels());
    labels.put(Labels.STEP, note.key());
    return labels;
  }

  /** Finds what carries the label, in the language of list filters. */
  public String filter() {
    return "labels.%s=\"%s\"".formatted(Labels.STEP, note.key());
  }

  /** Whether the attempt before this one was to do something else, or came to nothing. */
  public boolean otherRequest() {
    return other;
  }

  /**
   * When this attempt, or else an earlier one, began something; nothing if none is known to have.
   */
  public Optional<Instant> begun() {
    return note.time().or(earlier::time);
  }

  /**
   * How long ago an earlier attempt sent a request of which it noted no answer: what it began may
   * come up late. Nothing if that attempt did not come so far, or had an answer.
   *
   * @param action the request in words, as {@link #beginning} was told them
   */
  public Optional<Duration> unanswered(String action) {
    return earlier
        .time()
        .filter(time -> action.equals(earlier.action()) && earlier.operation() == null)
        .map(time -> Duration.between(time, clock.instant()));
  }

  /** The operation that an earlier attempt began last. */
  public Optional<String> operation() {
    return Optional.ofNullable(earlier.operation());
  }

  /**
   * Notes that an operation is about to be begun.
   *
   * @param action what is asked for in words, the same ones in every attempt
   */
  public void beginning(String action) {
    write(note.beginning(action, clock.instant()));
  }

  /** Notes the operation that was begun. */
  public void began(String operation) {
    write(note.began(operation));
  }

  /** Notes that nothing was begun, as the service refused. */
  public void refused() {
    write(note.ended(note.request()));
  }

  /** Has the next attempt begin anew, as what this one made is not what was asked for. */
  public void discard() {
    write(note.ended(""));
  }

  /** Where the notes of a step's tasks are that work on a directory in which nothing else may be. */
  public static StorageUri beside(StorageUri directory, String step) {
    return directory.parent().resolve(directory.name() + "-state").resolve(step);
  }

  private void write(Note next) {
    note = next;
    try (PendingObject object = storage.write(place)) {
      object.write(Json.COMPACT.toJson(next).getBytes(StandardCharsets.UTF_8));
      object.commit();
    } catch (IOException e) {
      // Labels and the operation's name in gcp_resources still lead the next attempt on.
      LOG.warn("cannot write {}, which another attempt would go on from: {}", place, e.toString());
    }
  }

  private static Optional<Note> read(Storage storage, StorageUri place) {
    try (InputStream in = storage.read(place)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.ofNullable(Json.COMPACT.fromJson(text, Note.class))
          .filter(note -> note.key() != null)
          .map(Note::checked);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonParseException e) {
      LOG.warn("{} is no note of an earlier attempt: {}", place, Json.problem(e));
      return Optional.empty();
    } catch (DateTimeException e) {
      LOG.warn("{} is no note of an earlier attempt: begun: {}", place, e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("cannot read {}, which an earlier attempt may have left: {}", place, e.toString());
      return Optional.empty();
    }
  }
}
