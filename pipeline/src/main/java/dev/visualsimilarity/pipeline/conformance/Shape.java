package dev.visualsimilarity.pipeline.conformance;

import java.util.Map;
import java.util.Set;

/** What may stand at a place of the IR. */
sealed interface Shape {

  /** A text; one of these, unless there are none. */
  record Text(Set<String> allowed) implements Shape {}

  /** A number; a whole one if so. */
  record Numeric(boolean whole) implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /** Any value: a google.protobuf.Value or Struct. */
  record Any() implements Shape {}

  /** A list. */
  record Items(Shape of) implements Shape {}

  /** A map with keys of the author's choice. */
  record Entries(Shape of) implements Shape {}

  /**
   * A message.
   *
   * @param name in pipeline_spec.proto
   * @param fields all that it may have
   * @param oneOf fields of which it has exactly one; none if it has no such
   */
  record Message(String name, Map<String, Shape> fields, Set<String> oneOf) implements Shape {
    Message(String name, Map<String, Shape> fields) {
      this(name, fields, Set.of());
    }
  }
}
