package dev.visualsimilarity.testing;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which requests go wrong, and how. Implementations are called by one thread at a time. */
@FunctionalInterface
public interface Faults {

  /** The fault of the next request, {@link Fault#NONE} for none. */
  Fault next(Operation operation);

  /** Nothing goes wrong. */
  static Faults none() {
    return operation -> Fault.NONE;
  }

  /** Every request goes wrong. */
  static Faults always(Fault fault) {
    return operation -> fault;
  }

  /** The next requests go wrong, one after the other; those after them do not. */
  static Faults next(Fault... faults) {
    Deque<Fault> left = new ArrayDeque<>(List.of(faults));
    return operation -> left.isEmpty() ? Fault.NONE : left.remove();
  }

  /**
   * Some requests go wrong, by chance.
   *
   * @param seed equal seeds give equal choices for equal sequences of requests
   * @param rate the part of the requests that goes wrong, 0 to 1
   * @param faults what may happen to them
   */
  static Faults random(long seed, double rate, Collection<Fault> faults) {
    Random random = new Random(seed);
    List<Fault> choice = List.copyOf(faults);
    return operation ->
        random.nextDouble() < rate ? choice.get(random.nextInt(choice.size())) : Fault.NONE;
  }

  /** These faults, but after a number of requests that go well. */
  default Faults after(int requests) {
    int[] left = {requests};
    return operation -> left[0]-- > 0 ? Fault.NONE : next(operation);
  }

  /** These faults for some operations only; the others go well and are not counted. */
  default Faults only(Operation first, Operation... others) {
    Set<Operation> operations = java.util.EnumSet.of(first, others);
    return operation -> operations.contains(operation) ? next(operation) : Fault.NONE;
  }
}
