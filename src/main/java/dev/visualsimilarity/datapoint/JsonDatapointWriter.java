package dev.visualsimilarity.datapoint;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes index data of Vertex AI Vector Search as JSON Lines (UTF-8): {@code
 * {"id":"a","embedding":[0.1,…],"restricts":[…]}}.
 *
 * <p>A float is written as the shortest decimal that reads back to the same float. {@link
 * Float#toString(float)} does that only since Java 19, hence Jackson's writer, so that every Java
 * gives the same bytes.
 */
public final class JsonDatapointWriter implements Closeable {

  private final Writer out;

  /** Writes to {@code stream}, which {@link #close()} does not close. */
  public JsonDatapointWriter(OutputStream stream) {
    this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
  }

  /**
   * Writes one record.
   *
   * @throws IllegalArgumentException if a component is NaN or infinite, which JSON has no way to
   *     write
   */
  public void write(Datapoint datapoint) throws IOException {
    // One a record: a JsonWriter takes one top-level value.
    JsonWriter json = new JsonWriter(out);
    json.setHtmlSafe(false);
    json.beginObject().name("id").value(datapoint.id());
    json.name("embedding").beginArray();
    for (float component : datapoint.vector()) {
      if (!Float.isFinite(component)) {
        throw new IllegalArgumentException(
            "the embedding of %s has a component %s".formatted(datapoint.id(), component));
      }
      json.jsonValue(NumberOutput.toString(component, true));
    }
    json.endArray();
    AttributesJson.write(json, datapoint.attributes());
    json.endObject().flush();
    out.write('\n');
  }

  /** Flushes; the stream stays open. */
  @Override
  public void close() throws IOException {
    out.flush();
  }
}
