package dev.visualsimilarity.pipeline.document;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.json.Node;
import dev.visualsimilarity.pipeline.placeholder.ValueText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a component's page says that its component.yaml does not; the file {@code metadata.yaml}
 * beside it.
 *
 * @param name of the component
 * @param stability such as {@code beta}
 * @param tags words to find it by
 * @param purpose what it is for, and what it does
 * @param permissions what the account that runs it must be allowed, a sentence each
 * @param costs what it costs and how long it takes, a sentence each
 * @param example inputs of an example, as text
 */
record Metadata(
    String name,
    String stability,
    List<String> tags,
    String purpose,
    List<String> permissions,
    List<String> costs,
    Map<String, String> example) {

  private static final Set<String> FIELDS =
      Set.of("name", "stability", "tags", "purpose", "permissions", "costs", "example");

  /**
   * Reads the file.
   *
   * @throws UserException if it is not there, or lacks a field or has another
   */
  static Metadata read(Path file) {
    Node document = Node.document(file);
    for (String field : document.fields().keySet()) {
      if (!FIELDS.contains(field)) {
        throw document.field(field).error("is not a field of metadata.yaml");
      }
    }
    Map<String, String> example = new LinkedHashMap<>();
    document
        .field("example")
        .fields()
        .forEach((input, value) -> example.put(input, ValueText.of(value.value())));
    return new Metadata(
        document.field("name").text(),
        document.field("stability").text(),
        document.field("tags").texts(),
        document.field("purpose").text().strip(),
        document.field("permissions").texts(),
        document.field("costs").texts(),
        example);
  }
}
