package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.RecordJson.refused;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.util.Utf8;

/**
 * What was decoded of one record. Its first mistake is kept and told at its end: the record behind
 * it begins where this one ends.
 */
final class AvroRecord {

  private final FloatList vector;
  private final List<Restrict> restricts = new ArrayList<>();
  private final List<NumericRestrict> numericRestricts = new ArrayList<>();
  private final Set<String> namespaces = new HashSet<>();
  private final Set<String> numericNamespaces = new HashSet<>();
  private String id = "";
  private Optional<String> crowdingTag = Optional.empty();
  private RecordException mistake;

  /**
   * @param capacity how many components are expected
   */
  AvroRecord(int capacity) {
    this.vector = new FloatList(capacity);
  }

  String id() {
    return id;
  }

  void id(Utf8 text) {
    id = text(text);
  }

  void component(float value) {
    if (!Float.isFinite(value)) {
      mistaken(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding[%d] cannot be %s".formatted(vector.size(), value));
    }
    vector.add(value);
  }

  void sparseEmbedding() {
    mistaken(
        RecordErrorType.INVALID_SPARSE_EMBEDDING,
        "sparse embeddings are not supported; leave sparse_embedding null");
  }

  void restrict(String namespace, List<String> allow, List<String> deny) {
    if (allow.contains("") || deny.contains("")) {
      mistaken(RecordErrorType.INVALID_TOKEN_VALUE, "a token is empty");
    }
    if (isUsable(namespace, namespaces)) {
      restricts.add(new Restrict(namespace, allow, deny));
    }
  }

  void numericRestrict(String namespace, List<Number> values) {
    if (values.size() > 1) {
      mistaken(RecordErrorType.MULTIPLE_VALUES, "a numeric restrict has more than one value");
    } else if (values.isEmpty()) {
      mistaken(
          RecordErrorType.INVALID_NUMERIC_VALUE,
          "numeric restrict '%s' has 0 values, not one of value_int, value_float, value_double"
              .formatted(namespace));
    } else if (!Double.isFinite(values.get(0).doubleValue())) {
      mistaken(
          RecordErrorType.INVALID_NUMERIC_VALUE,
          "numeric restrict '%s' cannot be %s".formatted(namespace, values.get(0)));
    } else if (isUsable(namespace, numericNamespaces)) {
      numericRestricts.add(new NumericRestrict(namespace, values.get(0)));
    }
  }

  void crowdingTag(Utf8 text) {
    crowdingTag = Optional.of(text(text)).filter(tag -> !tag.isEmpty());
  }

  /** The text, or a likeness of it where it is not UTF-8. */
  String text(Utf8 text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      mistaken(RecordErrorType.INVALID_ENCODING, "a text of the record is not UTF-8");
      return text.toString();
    }
  }

  /**
   * The whole of it.
   *
   * @param dimensions what the embedding must have; 0: any number of components but none
   */
  Datapoint datapoint(int dimensions) throws RecordException {
    if (id.isEmpty()) {
      throw refused(RecordErrorType.INVALID_EMBEDDING_ID, "the record has no id");
    }
    if (mistake != null) {
      throw mistake.withId(id);
    }
    return new Datapoint(
        id,
        vector.embedding(id, dimensions),
        new Attributes(restricts, numericRestricts, crowdingTag));
  }

  /** The beginning, much as JSON would say it. */
  String excerpt() {
    String text = "{\"id\":\"%s\",\"embedding\":%s".formatted(id, vector.beginning());
    return text.substring(0, Math.min(text.length(), DatapointReader.MAX_EXCERPT));
  }

  private boolean isUsable(String namespace, Set<String> known) {
    if (namespace.isEmpty()) {
      mistaken(RecordErrorType.NAMESPACE_MISSING, "a restrict has no namespace");
      return false;
    }
    if (!known.add(namespace)) {
      mistaken(
          RecordErrorType.DUPLICATE_NAMESPACE,
          "namespace '%s' is there twice".formatted(namespace));
      return false;
    }
    return true;
  }

  private void mistaken(RecordErrorType type, String message) {
    if (mistake == null) {
      mistake = refused(type, message);
    }
  }
}
