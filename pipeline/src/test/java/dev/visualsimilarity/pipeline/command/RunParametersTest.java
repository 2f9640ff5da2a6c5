package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.ir.ParameterType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunParametersTest {

  private static final Path PIPELINE_FOLDER = Path.of("/project/pipeline");
  private static final Path WORKING_DIRECTORY = Path.of("/home/me");

  @TempDir private Path folder;
  private RunParameters parameters;

  @BeforeEach
  void declare() {
    Map<String, InputParameter> declared = new LinkedHashMap<>();
    declared.put("catalog_uri", input(ParameterType.STRING, "\"sample/catalog.csv\""));
    declared.put("work_uri", input(ParameterType.STRING, "\"\""));
    declared.put("project", input(ParameterType.STRING, "\"\""));
    declared.put("image_height", input(ParameterType.NUMBER_INTEGER, "224"));
    declared.put("min_recall", input(ParameterType.NUMBER_DOUBLE, "0.0"));
    declared.put("public", input(ParameterType.BOOLEAN, "true"));
    declared.put("columns", input(ParameterType.LIST, "[]"));
    declared.put("labels", input(ParameterType.STRUCT, "{}"));
    parameters = new RunParameters(declared, PIPELINE_FOLDER);
  }

  @Test
  void defaultsCountFromTheFolderOfThePipeline() {
    assertThat(value("catalog_uri")).isEqualTo("\"/project/pipeline/sample/catalog.csv\"");
    assertThat(value("work_uri")).isEqualTo("\"\"");
    assertThat(value("image_height")).isEqualTo("224");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "project|12345|\"12345\"",
        "project|''|\"\"",
        "catalog_uri|data/c.csv|\"/home/me/data/c.csv\"",
        "catalog_uri|../c.csv|\"/home/c.csv\"",
        "catalog_uri|/data/c.csv|\"/data/c.csv\"",
        "catalog_uri|gs://bucket/c.csv|\"gs://bucket/c.csv\"",
        "catalog_uri|file:///data/c.csv|\"file:///data/c.csv\"",
        "catalog_uri|2026-11-23T10:00.csv|\"/home/me/2026-11-23T10:00.csv\"",
        "catalog_uri|a/b://c.csv|\"/home/me/a/b:/c.csv\"",
        "image_height|96|96",
        "min_recall|1|1",
        "min_recall|1e-2|0.01",
        "public|False|false",
        "columns|category, colour|[\"category\",\"colour\"]",
        "columns|[\"a=b\",1]|[\"a=b\",1]",
        "columns|''|[]",
        "labels|{\"a\":\"b\"}|{\"a\":\"b\"}",
      })
  void readsTextAsTheTypeAsks(String name, String text, String json) {
    parameters.text(name, text, WORKING_DIRECTORY);
    assertThat(value(name)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image_height|large|parameter image_height is large, which is not NUMBER_INTEGER (an"
            + " integer)",
        "image_height|224.5|parameter image_height is 224.5, which is not NUMBER_INTEGER (an"
            + " integer)",
        "image_height|''|parameter image_height is empty, which is not NUMBER_INTEGER (an integer)",
        "min_recall|high|parameter min_recall is high, which is not NUMBER_DOUBLE (a number)",
        "min_recall|.nan|parameter min_recall is .nan, which is not NUMBER_DOUBLE (a number)",
        "min_recall|1e999|parameter min_recall is 1e999, which is not NUMBER_DOUBLE (a number)",
        "public|1|parameter public is 1, which is not BOOLEAN (true or false)",
        "columns|[a|parameter columns is [a, which is not LIST (a list); write a,b or JSON, such as",
        "labels|a=b|parameter labels is a=b, which is not STRUCT (a map); write JSON, such as",
        "image_hight|96|the pipeline has no parameter image_hight; did you mean image_height?",
        "whatever|1|the pipeline has no parameter whatever; visual-similarity run --list-params lists those it has",
      })
  void refusesUnknownNamesAndOtherTypes(String name, String text, String message) {
    assertThatThrownBy(() -> parameters.text(name, text, WORKING_DIRECTORY))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsAFileWhosePathsCountFromItsOwnFolder() throws IOException {
    parameters.file(
        file(
            """
            catalog_uri: data/c.csv
            image_height: 96
            columns: [a, b]
            labels: {team: search}
            """));
    assertThat(value("catalog_uri")).isEqualTo("\"" + folder + "/data/c.csv\"");
    assertThat(value("image_height")).isEqualTo("96");
    assertThat(value("columns")).isEqualTo("[\"a\",\"b\"]");
    assertThat(value("labels")).isEqualTo("{\"team\":\"search\"}");
    parameters.file(file("{\"image_height\": 128}"));
    assertThat(value("image_height")).isEqualTo("128");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image_height: '96'|image_height is \"96\", which is not NUMBER_INTEGER",
        "project: 12345|project is 12345, which is not STRING (text); put it in quotes in",
        "columns: a|columns is \"a\", which is not LIST",
        "min_recall: .nan|min_recall is NaN, which is not NUMBER_DOUBLE",
        "image_height: -.inf|image_height is -Infinity, which is not NUMBER_INTEGER",
        "columns: [.inf]|columns is [Infinity], which is not LIST",
        "lables: {}|no parameter lables; did you mean labels?",
      })
  void refusesAFileWithUnknownNamesOrOtherTypes(String yaml, String message) throws IOException {
    Path file = file(yaml);
    assertThatThrownBy(() -> parameters.file(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nullInAFileIsAsIfItWereNotThere() throws IOException {
    String before = value("labels");
    parameters.file(file("labels:\n"));
    assertThat(value("labels")).isEqualTo(before);
    Path unknown = file("lables:\n");
    assertThatThrownBy(() -> parameters.file(unknown)).hasMessageContaining("did you mean labels?");
  }

  @Test
  void aParameterWithoutDefaultMustBeGiven() {
    RunParameters one =
        new RunParameters(
            Map.of(
                "n", new InputParameter(ParameterType.NUMBER_INTEGER, Optional.empty(), false, "")),
            PIPELINE_FOLDER);
    assertThatThrownBy(one::values)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("parameter n is missing", "--param n=VALUE");
    one.text("n", "3", WORKING_DIRECTORY);
    assertThat(one.values()).hasSize(1);
  }

  @Test
  void allParametersThatAreMissingAreToldAtOnce() {
    Map<String, InputParameter> declared = new LinkedHashMap<>();
    declared.put("who", input(ParameterType.STRING, "\"you\""));
    declared.put(
        "n", new InputParameter(ParameterType.NUMBER_INTEGER, Optional.empty(), false, ""));
    declared.put("uri", new InputParameter(ParameterType.STRING, Optional.empty(), false, ""));
    assertThatThrownBy(new RunParameters(declared, PIPELINE_FOLDER)::values)
        .hasMessage(
            "parameters n, uri are missing: the pipeline has no default; give --param"
                + " n=VALUE, NUMBER_INTEGER (an integer); --param uri=VALUE, STRING (text)");
  }

  @Test
  void fillsARequiredParameterThatIsMissing() {
    RunParameters one =
        new RunParameters(
            Map.of(
                "work_uri", new InputParameter(ParameterType.STRING, Optional.empty(), false, "")),
            PIPELINE_FOLDER);
    one.replaceEmpty("work_uri", "/run/work");
    assertThat(one.values()).containsEntry("work_uri", new JsonPrimitive("/run/work"));
  }

  @Test
  void replacesEmptyTextOnly() {
    parameters.replaceEmpty("work_uri", "/run/work");
    parameters.replaceEmpty("work_uri", "/other");
    parameters.replaceEmpty("catalog_uri", "/other");
    parameters.replaceEmpty("unknown", "/other");
    assertThat(value("work_uri")).isEqualTo("\"/run/work\"");
    assertThat(value("catalog_uri")).contains("sample");
    assertThat(parameters.values()).doesNotContainKey("unknown");
  }

  private String value(String name) {
    return parameters.values().get(name).toString();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("parameters.yaml"), text);
  }

  private static InputParameter input(ParameterType type, String json) {
    JsonElement value = JsonParser.parseString(json);
    return new InputParameter(type, Optional.of(value), true, "");
  }
}
