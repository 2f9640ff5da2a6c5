package dev.visualsimilarity.datapoint;

import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats in which Vertex AI Vector Search takes index data. */
public enum DatapointFormat {
  /** JSON Lines: {@link JsonLineFormatter}. */
  JSON,
  /** Comma-separated values: {@link CsvLineFormatter}. */
  CSV,
  /** Avro object container files: {@link AvroDatapointWriter}. */
  AVRO;

  /**
   * The format of that name.
   *
   * @throws UserException if there is none
   */
  public static DatapointFormat parse(String wireName) {
    return Arrays.stream(values())
        .filter(format -> format.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                UserException.badParameter(
                    "there is no format '%s' of index data; give one of %s"
                        .formatted(
                            wireName,
                            Arrays.stream(values())
                                .map(DatapointFormat::wireName)
                                .collect(Collectors.joining(", ")))));
  }

  /** The format that the suffix of a file's name says. */
  public static Optional<DatapointFormat> ofFileName(String name) {
    return Arrays.stream(values()).filter(format -> name.endsWith(format.suffix())).findFirst();
  }

  /** Such as {@code json}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a file's name must end in for the service, such as {@code .json}. */
  public String suffix() {
    return "." + wireName();
  }

  /**
   * Begins a file.
   *
   * @param stream the writer does not close it
   * @param dimensions what every embedding must have; 0: any number of components but none
   */
  public DatapointWriter writer(OutputStream stream, int dimensions) throws IOException {
    WritableRecords rules = new WritableRecords(dimensions);
    return switch (this) {
      case JSON -> new TextDatapointWriter(stream, rules, JsonLineFormatter::new);
      case CSV -> new TextDatapointWriter(stream, rules, CsvLineFormatter::new);
      case AVRO -> new AvroDatapointWriter(stream, rules);
    };
  }

  /**
   * Opens a file; what is wrong with it is told when its records are read.
   *
   * @param stream the reader closes it
   * @param dimensions what every embedding must have; 0: any number of components but none
   */
  public DatapointReader reader(InputStream stream, int dimensions) {
    return switch (this) {
      case JSON -> new TextDatapointReader(stream, new JsonLineParser(dimensions));
      case CSV -> new TextDatapointReader(stream, new CsvLineParser(dimensions));
      case AVRO -> new AvroDatapointReader(stream, dimensions);
    };
  }
}
