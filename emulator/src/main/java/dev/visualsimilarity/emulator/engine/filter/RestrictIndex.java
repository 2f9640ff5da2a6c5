package dev.visualsimilarity.emulator.engine.filter;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the rows that a filter lets through, from the rows of each token and the numbers of each
 * namespace. Immutable after construction.
 *
 * <p>A datapoint passes a query's restrict on a namespace if it has one of the allowed tokens (any
 * will do where none are named), has none of the denied ones, and does not itself deny an allowed
 * one. A query's restricts on one namespace are taken as one, with the tokens of all of them; those
 * on different namespaces must all pass. It passes a numeric condition if it has a number in that
 * namespace for which the comparison holds.
 */
public final class RestrictIndex {

  private record Token(String namespace, String value) {}

  private final int size;
  private final Map<Token, IntList> allowing = new HashMap<>();
  private final Map<Token, IntList> denying = new HashMap<>();
  private final Map<String, NumericColumn> numbers = new HashMap<>();

  /** Indexes the attributes of all rows, in the order of the list. */
  public RestrictIndex(List<Attributes> attributesOfRow) {
    this.size = attributesOfRow.size();
    for (int row = 0; row < size; row++) {
      Attributes attributes = attributesOfRow.get(row);
      for (Restrict restrict : attributes.restricts()) {
        for (String token : restrict.allow()) {
          rows(allowing, restrict.namespace(), token).add(row);
        }
        for (String token : restrict.deny()) {
          rows(denying, restrict.namespace(), token).add(row);
        }
      }
      for (NumericRestrict restrict : attributes.numericRestricts()) {
        numbers
            .computeIfAbsent(
                restrict.namespace(), name -> new NumericColumn(name, restrict.value()))
            .add(row, restrict.value());
      }
    }
  }

  /**
   * The rows that pass.
   *
   * @throws IllegalArgumentException if a number is not of its namespace's type
   */
  public BitSet matching(Filter filter) {
    BitSet rows = new BitSet(size);
    rows.set(0, size);
    for (Restrict restrict : onePerNamespace(filter.tokens())) {
      if (!restrict.allow().isEmpty()) {
        rows.and(union(allowing, restrict.namespace(), restrict.allow()));
        rows.andNot(union(denying, restrict.namespace(), restrict.allow()));
      }
      rows.andNot(union(allowing, restrict.namespace(), restrict.deny()));
    }
    for (NumericCondition condition : filter.numbers()) {
      NumericColumn column = numbers.get(condition.namespace());
      rows.and(column == null ? new BitSet() : column.matching(condition));
    }
    return rows;
  }

  /** The type (Long, Float or Double) of each namespace of numbers. */
  public Map<String, Class<? extends Number>> numericTypes() {
    Map<String, Class<? extends Number>> types = new HashMap<>();
    numbers.forEach((namespace, column) -> types.put(namespace, column.type()));
    return types;
  }

  private static Collection<Restrict> onePerNamespace(List<Restrict> restricts) {
    Map<String, Restrict> merged = new LinkedHashMap<>();
    for (Restrict restrict : restricts) {
      merged.merge(
          restrict.namespace(),
          restrict,
          (a, b) ->
              new Restrict(
                  a.namespace(), joined(a.allow(), b.allow()), joined(a.deny(), b.deny())));
    }
    return merged.values();
  }

  private static List<String> joined(List<String> left, List<String> right) {
    return Stream.concat(left.stream(), right.stream()).distinct().toList();
  }

  private static IntList rows(Map<Token, IntList> index, String namespace, String token) {
    return index.computeIfAbsent(new Token(namespace, token), key -> new IntList());
  }

  private static BitSet union(
      Map<Token, IntList> index, String namespace, Iterable<String> tokens) {
    BitSet union = new BitSet();
    for (String token : tokens) {
      IntList rows = index.getOrDefault(new Token(namespace, token), new IntList());
      for (int i = 0; i < rows.size(); i++) {
        union.set(rows.get(i));
      }
    }
    return union;
  }
}
