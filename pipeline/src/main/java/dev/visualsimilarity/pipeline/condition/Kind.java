package dev.visualsimilarity.pipeline.condition;

/** What an expression gives. Integers are told from other numbers: CEL does not compare the two. */
public enum Kind {
  TEXT("text"),
  INTEGER("an integer"),
  /** Every number of a pipeline, integers too, until {@code int()} makes it one. */
  NUMBER("a number"),
  FLAG("true or false"),
  /** A list or a map. */
  OTHER("a list or map");

  private final String expected;

  Kind(String expected) {
    this.expected = expected;
  }

  @Override
  public String toString() {
    return expected;
  }
}
