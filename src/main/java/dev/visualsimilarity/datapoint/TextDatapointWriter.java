package dev.visualsimilarity.datapoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.util.function.Function;

/** Writes a file of lines, of which each is a record: a line is written whole or not at all. */
final class TextDatapointWriter implements DatapointWriter {

  private final RecordText text = new RecordText();
  private final OutputStream out;
  private final WritableRecords rules;
  private final LineFormatter formatter;

  /**
   * Begins a file.
   *
   * @param formatter makes what writes lines to a text
   */
  TextDatapointWriter(
      OutputStream stream, WritableRecords rules, Function<RecordText, LineFormatter> formatter) {
    this.out = new BufferedOutputStream(stream, 1 << 16);
    this.rules = rules;
    this.formatter = formatter.apply(text);
  }

  @Override
  public void write(Datapoint datapoint) throws IOException, RecordException {
    rules.check(datapoint);
    text.clear();
    try {
      formatter.write(datapoint);
    } catch (CharacterCodingException e) {
      throw RecordText.notUnicode(datapoint);
    } catch (RecordException e) {
      throw e.withId(datapoint.id());
    }
    text.writeTo(out);
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
