package dev.visualsimilarity.vertexai.operation;

import com.google.longrunning.Operation;
import java.util.concurrent.CountDownLatch;

/** A program that has begun operations and is told to stop: see {@link StopSignalTest}. */
final class StopSignalProgram {

  private StopSignalProgram() {}

  /**
   * Begins operations {@code a} and {@code b}, ends {@code a}, and then waits, or makes a call.
   *
   * @param args how: {@code waiting}; {@code refused}, where the service takes no cancellation;
   *     {@code answered} or {@code unanswered}, for a call that has an answer after the signal or
   *     none; {@code closed}, where nobody listens any more
   */
  public static void main(String[] args) throws InterruptedException {
    StopSignal stop =
        new StopSignal(
            name -> !args[0].equals("refused"), text -> System.out.println("told: " + text));
    for (String name : new String[] {"a", "b"}) {
      System.out.println("began " + stop.begin(() -> named(name)).getName());
    }
    stop.ended("a");
    switch (args[0]) {
      case "closed" -> stop.close();
      case "answered" -> call(stop, 500);
      case "unanswered" -> call(stop, 60_000);
      default -> {}
    }
    System.out.println("waiting");
    new CountDownLatch(1).await();
  }

  private static void call(StopSignal stop, long millis) {
    Operation unused =
        stop.begin(
            () -> {
              System.out.println("waiting");
              try {
                Thread.sleep(millis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return named("late");
            });
    stop.ended("late");
    System.out.println("went on after the signal");
  }

  private static Operation named(String name) {
    return Operation.newBuilder().setName(name).build();
  }
}
