package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.filter.Filter;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random datapoints and filters. Vectors hold small whole numbers, so that sums are exact in any
 * order and many distances are equal.
 */
public final class RandomData {
  private static final List<String> NAMESPACES = List.of("color", "shape", "shop");
  private static final List<String> TOKENS = List.of("red", "blue", "round", "new");

  private final Random random;
  private final int dimensions;

  /** Draws from {@code seed}. */
  public RandomData(long seed, int dimensions) {
    this.random = new Random(seed);
    this.dimensions = dimensions;
  }

  /** Whole numbers from -3 to 3. */
  public float[] vector() {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = random.nextInt(7) - 3;
    }
    return vector;
  }

  /** Datapoints whose order by id is not the order of the list. */
  public List<Datapoint> datapoints(int count) {
    List<Datapoint> datapoints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "p%04d".formatted((i * 7919) % 10_000);
      datapoints.add(new Datapoint(id, vector(), attributes()));
    }
    return datapoints;
  }

  /** None to three restricts, some on one namespace, and sometimes a numeric condition. */
  public Filter filter() {
    List<NumericCondition> numbers = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      List<Operator> operators = List.of(Operator.values());
      Operator operator = operators.get(random.nextInt(operators.size()));
      numbers.add(new NumericCondition("price", operator, (long) random.nextInt(6)));
    }
    if (random.nextInt(4) == 0) {
      numbers.add(
          new NumericCondition("weight", Operator.LESS_EQUAL, (float) random.nextInt(4) / 2));
    }
    List<Restrict> tokens = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
      tokens.add(new Restrict(namespace, tokens(), tokens()));
    }
    return new Filter(tokens, numbers);
  }

  /** A number from 1 to {@code bound}. */
  public int upTo(int bound) {
    return 1 + random.nextInt(bound);
  }

  private Attributes attributes() {
    List<NumericRestrict> numbers = new ArrayList<>();
    if (random.nextBoolean()) {
      numbers.add(new NumericRestrict("price", (long) random.nextInt(6)));
    }
    if (random.nextBoolean()) {
      numbers.add(new NumericRestrict("weight", (float) random.nextInt(4) / 2));
    }
    Optional<String> tag =
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of("brand" + random.nextInt(3));
    return new Attributes(restricts(random.nextInt(4)), numbers, tag);
  }

  private List<Restrict> restricts(int count) {
    List<Restrict> restricts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      restricts.add(new Restrict(NAMESPACES.get(i), tokens(), tokens()));
    }
    return restricts;
  }

  private List<String> tokens() {
    return TOKENS.stream().filter(token -> random.nextInt(4) == 0).toList();
  }
}
