package dev.visualsimilarity.datapoint;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/**
 * Writes index data of Vertex AI Vector Search as JSON Lines (UTF-8): {@code
 * {"id":"a","embedding":[0.1,…],"restricts":[…]}}, with the members of {@link AttributesJson}.
 *
 * <p>A float is written as the shortest decimal that reads back to the same float.
 */
final class JsonLineFormatter implements LineFormatter {

  private final RecordText text;

  /** Makes a formatter that writes to {@code text}. */
  JsonLineFormatter(RecordText text) {
    this.text = text;
  }

  @Override
  public void write(Datapoint datapoint) throws IOException {
    // One a record: a JsonWriter takes one top-level value.
    JsonWriter json = new JsonWriter(text);
    json.setHtmlSafe(false);
    json.beginObject().name("id").value(datapoint.id());
    // An empty value: the array follows without a detour over one text a number.
    json.name("embedding").jsonValue("");
    text.ascii('[');
    text.numbers(datapoint.vector());
    text.ascii(']');
    AttributesJson.write(json, datapoint.attributes());
    json.endObject();
    text.ascii('\n');
  }
}
