package dev.visualsimilarity.datapoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads files of which each line is a record. */
final class TextDatapointReader implements DatapointReader {

  private final Utf8Lines lines;
  private final LineParser parser;
  private long number;

  TextDatapointReader(InputStream stream, LineParser parser) {
    this.lines = new Utf8Lines(stream);
    this.parser = parser;
  }

  @Override
  public Optional<Datapoint> next() throws IOException, RecordException {
    if (!lines.next()) {
      return Optional.empty();
    }
    number++;
    return Optional.of(parser.parse(lines));
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String excerpt() {
    return lines.beginning(MAX_EXCERPT);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
