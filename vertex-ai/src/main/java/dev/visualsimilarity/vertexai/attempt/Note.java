package dev.visualsimilarity.vertexai.attempt;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an attempt leaves to the next one: a JSON object of these fields, without those that are
 * null.
 *
 * @param key of the attempts that go on with each other
 * @param request a digest of what was asked for
 * @param input the version of what it is made from; null if the step told none
 * @param expected how many parts it is to have
 * @param action what was begun last, in words; null before
 * @param begun when, as ISO 8601; null before
 * @param operation resource name; null until the service has answered
 */
record Note(
    String key,
    String request,
    String input,
    long expected,
    String action,
    String begun,
    String operation) {

  private static final Logger LOG = LoggerFactory.getLogger(Note.class);

  /** Of an attempt that has begun nothing. */
  static Note of(String key, String request) {
    return new Note(key, request, null, 0, null, null, null);
  }

  Note madeFrom(String version, long parts) {
    return new Note(key, request, version, parts, action, begun, operation);
  }

  Note beginning(String what, Instant now) {
    return new Note(key, request, input, expected, what, now.toString(), null);
  }

  Note began(String name) {
    return new Note(key, request, input, expected, action, begun, name);
  }

  Note refused() {
    return new Note(key, request, input, expected, null, null, null);
  }

  Optional<Instant> time() {
    return Optional.ofNullable(begun).map(Instant::parse);
  }

  /** Reads one; one that is not there, or damaged, is none. */
  static Optional<Note> read(Storage storage, StorageUri place) {
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

  void write(Storage storage, StorageUri place) {
    try (PendingObject object = storage.write(place)) {
      object.write(Json.COMPACT.toJson(this).getBytes(StandardCharsets.UTF_8));
      object.commit();
    } catch (IOException e) {
      // Labels and the operation's name in gcp_resources still lead the next attempt on.
      LOG.warn("cannot write {}, which another attempt would go on from: {}", place, e.toString());
    }
  }

  /** This, unless the time is none. */
  private Note checked() {
    Optional<Instant> unused = time();
    return this;
  }
}
