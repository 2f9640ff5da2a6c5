package dev.visualsimilarity.command;

import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;

/**
 * A list as one flag value: a JSON array, as pipelines write a LIST parameter, or words with commas
 * between, as people do. Empty text is an empty list.
 *
 * @param values the items, trimmed, none empty
 */
public record TextList(List<String> values) {

  public TextList {
    values = values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
  }

  /**
   * Reads either form.
   *
   * @throws UserException if the text begins like a JSON array and is none
   */
  public static TextList parse(String text) {
    if (!text.strip().startsWith("[")) {
      return new TextList(Arrays.asList(text.split(",", -1)));
    }
    try {
      List<String> values = Json.COMPACT.fromJson(text, new TypeToken<List<String>>() {}.getType());
      if (values.contains(null)) {
        throw noList(text);
      }
      return new TextList(values);
    } catch (JsonParseException e) {
      throw noList(text);
    }
  }

  private static UserException noList(String text) {
    return UserException.badParameter(
        "not a list: %s; give a JSON array of strings such as [\"a\", \"b\"], or a,b"
            .formatted(text));
  }

  /** Reads a flag's value. */
  public static final class Converter implements ITypeConverter<TextList> {
    @Override
    public TextList convert(String text) {
      return parse(text);
    }
  }
}
