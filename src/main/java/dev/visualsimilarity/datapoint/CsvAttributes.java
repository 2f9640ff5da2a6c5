package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.RecordJson.refused;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the pairs {@code NAME=VALUE} of a line. */
final class CsvAttributes {

  private final Map<String, Tokens> tokens = new LinkedHashMap<>();
  private final Map<String, NumericRestrict> numbers = new LinkedHashMap<>();
  private Optional<String> crowdingTag = Optional.empty();

  /** The tokens of a namespace. */
  private record Tokens(List<String> allow, List<String> deny) {}

  void add(String name, String value) throws RecordException {
    if (name.equals(CsvLineFormatter.CROWDING_TAG)) {
      if (crowdingTag.isPresent()) {
        throw refused(RecordErrorType.MULTIPLE_VALUES, "the record has more than one crowding_tag");
      }
      crowdingTag = Optional.of(value);
    } else if (name.startsWith("#")) {
      addNumber(requireName(name.substring(1)), value);
    } else {
      addToken(requireName(name), value);
    }
  }

  Attributes attributes() {
    List<Restrict> restricts = new ArrayList<>();
    tokens.forEach((name, of) -> restricts.add(new Restrict(name, of.allow(), of.deny())));
    return new Attributes(
        restricts, List.copyOf(numbers.values()), crowdingTag.filter(tag -> !tag.isEmpty()));
  }

  private void addToken(String name, String value) throws RecordException {
    Tokens known =
        tokens.computeIfAbsent(name, key -> new Tokens(new ArrayList<>(), new ArrayList<>()));
    boolean deny = value.startsWith("!");
    String token = deny ? value.substring(1) : value;
    if (token.isEmpty()) {
      throw refused(
          RecordErrorType.INVALID_TOKEN_VALUE,
          "a token of namespace '%s' is empty".formatted(name));
    }
    (deny ? known.deny() : known.allow()).add(token);
  }

  private void addNumber(String name, String value) throws RecordException {
    if (numbers.put(name, new NumericRestrict(name, number(name, value))) != null) {
      throw refused(
          RecordErrorType.MULTIPLE_VALUES,
          "numeric restrict '%s' has more than one value".formatted(name));
    }
  }

  private static Number number(String name, String value) throws RecordException {
    if (!value.isEmpty()) {
      String digits = value.substring(0, value.length() - 1);
      try {
        Number number =
            switch (value.charAt(value.length() - 1)) {
              case 'i' -> Long.valueOf(digits);
              case 'f' -> NumberInput.parseFloat(digits, true);
              case 'd' -> NumberInput.parseDouble(digits, true);
              default -> Double.NaN;
            };
        if (Double.isFinite(number.doubleValue())) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Refused below, like a number that is out of range.
      }
    }
    throw refused(
        RecordErrorType.INVALID_NUMERIC_VALUE,
        "numeric restrict '%s' cannot be '%s': a number and i, f or d (int, float, double)"
            .formatted(name, value));
  }

  private static String requireName(String name) throws RecordException {
    if (name.isEmpty()) {
      throw refused(RecordErrorType.NAMESPACE_MISSING, "a restrict has no namespace");
    }
    return name;
  }
}
