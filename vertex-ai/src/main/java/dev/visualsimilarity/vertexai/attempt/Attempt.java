package dev.visualsimilarity.vertexai.attempt;

import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A step's note to its next attempt, written before something is begun in the service and again
 * when the service has named the operation: between the two, only the note knows that there may be
 * one. Not thread safe.
 */
public final class Attempt {

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
    Optional<Note> found = Note.read(storage, place);
    Optional<Note> earlier = found.filter(note -> request.equals(note.request()));
    String key =
        taskKey
            .or(() -> earlier.map(Note::key))
            .orElseGet(() -> Digest.of(UUID.randomUUID().toString()));
    Note none = Note.of(key, request);
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

  /** Whether the attempt before this one was to do something else. */
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
    write(note.refused());
  }

  /**
   * Tells from what the thing is made, for the note of the next request.
   *
   * @param version another one where that has changed
   * @param expected how many parts the thing is to have
   * @return the same, or what the attempt expected that this one goes on with
   */
  public long input(String version, long expected) {
    boolean hasBegun = earlier.begun() != null || earlier.operation() != null;
    boolean goesOn = hasBegun && version.equals(earlier.input());
    note = note.madeFrom(version, goesOn ? earlier.expected() : expected);
    return note.expected();
  }

  /** Whether what the thing is made from has changed since the attempt before this one. */
  public boolean isInputChanged() {
    return earlier.input() != null && !earlier.input().equals(note.input());
  }

  /**
   * Whether what an earlier attempt of this task made, it made from the same: what failed by a
   * mistake fails again. By hand, to try again is somebody's wish.
   */
  public boolean isRetry() {
    return task.key(note.request()).isPresent() && !isInputChanged();
  }

  /**
   * Where the notes of a step's tasks are that work on a directory in which nothing else may be.
   */
  public static StorageUri beside(StorageUri directory, String step) {
    return directory.parent().resolve(directory.name() + "-state").resolve(step);
  }

  private void write(Note next) {
    note = next;
    next.write(storage, place);
  }
}
