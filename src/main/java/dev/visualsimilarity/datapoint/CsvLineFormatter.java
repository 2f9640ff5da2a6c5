package dev.visualsimilarity.datapoint;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;

/**
 * Writes index data of Vertex AI Vector Search as comma-separated values (UTF-8), one record a
 * line, no header:
 *
 * <pre>ID,V1,…,VN[,NAMESPACE=TOKEN…][,NAMESPACE=!TOKEN…][,#NAMESPACE=NUMBER…][,crowding_tag=TAG]
 * </pre>
 *
 * <p>{@code !} goes before a token to deny. A number of a namespace ends in {@code i}, {@code f} or
 * {@code d}: int, float, double. Numbers are shortest decimals, as in {@link JsonLineFormatter}. A
 * field with a comma or a quote in it is quoted as RFC 4180 says; whether the service takes quoted
 * fields is not documented. A line ends in LF. A restrict without tokens, which filters nothing, is
 * left out.
 *
 * <p>Refused are, since a reader would take them for something else, a namespace of tokens that
 * holds {@code =}, begins with {@code #} or is {@code crowding_tag}; a namespace of a number that
 * holds {@code =}; a token to allow that begins with {@code !}; and, since a line is a record,
 * every text with a line break.
 */
final class CsvLineFormatter implements LineFormatter {

  /** The name of the field that is no namespace. */
  static final String CROWDING_TAG = "crowding_tag";

  private final RecordText text;

  /** Makes a formatter that writes to {@code text}. */
  CsvLineFormatter(RecordText text) {
    this.text = text;
  }

  @Override
  public void write(Datapoint datapoint) throws IOException, RecordException {
    field(datapoint.id());
    text.ascii(',');
    text.numbers(datapoint.vector());
    for (Restrict restrict : datapoint.attributes().restricts()) {
      tokens(restrict);
    }
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      String namespace = restrict.namespace();
      refuse(namespace.contains("="), "namespace '%s' holds '='", namespace);
      pair("#" + namespace, number(restrict.value()));
    }
    if (datapoint.attributes().crowdingTag().isPresent()) {
      pair(CROWDING_TAG, datapoint.attributes().crowdingTag().get());
    }
    text.ascii('\n');
  }

  private void tokens(Restrict restrict) throws IOException, RecordException {
    String namespace = restrict.namespace();
    refuse(namespace.contains("="), "namespace '%s' holds '='", namespace);
    refuse(namespace.startsWith("#"), "namespace '%s' begins with '#', as numbers do", namespace);
    refuse(namespace.equals(CROWDING_TAG), "namespace '%s' has a meaning of its own", namespace);
    for (String token : restrict.allow()) {
      refuse(token.startsWith("!"), "token '%s' begins with '!', as denied ones do", token);
      pair(namespace, token);
    }
    for (String token : restrict.deny()) {
      pair(namespace, "!" + token);
    }
  }

  private static String number(Number value) {
    if (value instanceof Long) {
      return value + "i";
    }
    return value instanceof Float
        ? NumberOutput.toString(value.floatValue(), true) + "f"
        : NumberOutput.toString(value.doubleValue(), true) + "d";
  }

  private void pair(String name, String value) throws IOException, RecordException {
    text.ascii(',');
    field(name + "=" + value);
  }

  private void field(String field) throws IOException, RecordException {
    refuse(
        field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0,
        "'%s' holds a line break",
        field.lines().findFirst().orElse(""));
    if (field.indexOf(',') < 0 && field.indexOf('"') < 0) {
      text.write(field);
    } else {
      text.write("\"" + field.replace("\"", "\"\"") + "\"");
    }
  }

  private static void refuse(boolean unsayable, String reason, String text) throws RecordException {
    if (unsayable) {
      throw RecordJson.refused(
          RecordErrorType.INVALID_CSV_SYNTAX,
          reason.formatted(text) + ", which CSV cannot say; use format json or avro");
    }
  }
}
