package dev.visualsimilarity.datapoint;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;

/**
 * Writes index data of Vertex AI Vector Search as JSON Lines (UTF-8): {@code
 * {"id":"a","embedding":[0.1,…],"restricts":[…]}}, with the members of {@link AttributesJson}.
 *
 * <p>A float is written as the shortest decimal that reads back to the same float.
 */
public final class JsonDatapointWriter implements DatapointWriter {

  private final WritableRecords rules;
  private final RecordText text = new RecordText();
  private final OutputStream out;

  JsonDatapointWriter(OutputStream stream, WritableRecords rules) {
    this.out = new BufferedOutputStream(stream, 1 << 16);
    this.rules = rules;
  }

  @Override
  public void write(Datapoint datapoint) throws IOException, RecordException {
    rules.check(datapoint);
    text.clear();
    try {
      writeText(datapoint);
    } catch (CharacterCodingException e) {
      throw RecordText.notUnicode(datapoint);
    }
    text.writeTo(out);
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }

  private void writeText(Datapoint datapoint) throws IOException {
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
