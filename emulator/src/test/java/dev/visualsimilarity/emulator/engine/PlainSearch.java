package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.filter.Filter;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The search that the engine must agree with: one loop, in double precision, nothing clever. */
public final class PlainSearch {

  /** One datapoint that passes, and its distance. */
  public record Hit(String id, double distance) {}

  private PlainSearch() {}

  /** All datapoints that pass, nearest first, equally near ones by id. */
  public static List<Hit> search(
      List<Datapoint> datapoints,
      DistanceMeasure measure,
      boolean unitLength,
      float[] query,
      Filter filter) {
    Comparator<Hit> nearest = Comparator.comparingDouble(Hit::distance);
    if (measure == DistanceMeasure.DOT_PRODUCT_DISTANCE) {
      nearest = nearest.reversed();
    }
    return datapoints.stream()
        .filter(datapoint -> passes(datapoint, filter))
        .map(d -> new Hit(d.id(), distance(measure, unitLength, query, d.vector())))
        .sorted(nearest.thenComparing(Hit::id))
        .toList();
  }

  static double distance(DistanceMeasure measure, boolean unitLength, float[] left, float[] right) {
    double[] a = unitLength || measure == DistanceMeasure.COSINE_DISTANCE ? unit(left) : copy(left);
    double[] b =
        unitLength || measure == DistanceMeasure.COSINE_DISTANCE ? unit(right) : copy(right);
    double dot = 0;
    double squares = 0;
    double absolutes = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      squares += (a[i] - b[i]) * (a[i] - b[i]);
      absolutes += Math.abs(a[i] - b[i]);
    }
    return switch (measure) {
      case DOT_PRODUCT_DISTANCE -> dot;
      case COSINE_DISTANCE -> 1 - dot;
      case SQUARED_L2_DISTANCE -> squares;
      case L1_DISTANCE -> absolutes;
    };
  }

  static boolean passes(Datapoint datapoint, Filter filter) {
    Set<String> namespaces = new HashSet<>();
    filter.tokens().forEach(restrict -> namespaces.add(restrict.namespace()));
    return namespaces.stream().allMatch(namespace -> passes(datapoint, namespace, filter))
        && filter.numbers().stream().allMatch(condition -> passes(datapoint, condition));
  }

  private static boolean passes(Datapoint datapoint, String namespace, Filter filter) {
    List<Restrict> restricts = datapoint.attributes().restricts();
    Set<String> has = tokens(restricts, namespace, Restrict::allow);
    Set<String> denies = tokens(restricts, namespace, Restrict::deny);
    Set<String> wanted = tokens(filter.tokens(), namespace, Restrict::allow);
    Set<String> unwanted = tokens(filter.tokens(), namespace, Restrict::deny);
    boolean allowed = wanted.isEmpty() || wanted.stream().anyMatch(has::contains);
    return allowed
        && unwanted.stream().noneMatch(has::contains)
        && wanted.stream().noneMatch(denies::contains);
  }

  private static Set<String> tokens(
      List<Restrict> restricts, String namespace, Function<Restrict, List<String>> list) {
    Set<String> tokens = new HashSet<>();
    for (Restrict restrict : restricts) {
      if (restrict.namespace().equals(namespace)) {
        tokens.addAll(list.apply(restrict));
      }
    }
    return tokens;
  }

  private static boolean passes(Datapoint datapoint, NumericCondition condition) {
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      if (restrict.namespace().equals(condition.namespace())) {
        double left = restrict.value().doubleValue();
        double right = condition.value().doubleValue();
        return switch (condition.operator()) {
          case LESS -> left < right;
          case LESS_EQUAL -> left <= right;
          case EQUAL -> left == right;
          case GREATER_EQUAL -> left >= right;
          case GREATER -> left > right;
          case NOT_EQUAL -> left != right;
        };
      }
    }
    return false;
  }

  private static double[] unit(float[] vector) {
    double[] unit = copy(vector);
    double squares = 0;
    for (double value : unit) {
      squares += value * value;
    }
    for (int i = 0; i < unit.length && squares > 0; i++) {
      unit[i] /= Math.sqrt(squares);
    }
    return unit;
  }

  private static double[] copy(float[] vector) {
    double[] copy = new double[vector.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = vector[i];
    }
    return copy;
  }
}
