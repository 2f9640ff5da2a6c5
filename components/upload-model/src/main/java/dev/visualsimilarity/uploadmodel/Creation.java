package dev.visualsimilarity.uploadmodel;

import com.google.protobuf.Message;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How what the step creates is seen.
 *
 * @param <T> the kind of resource
 * @param metadata of the operations that create such a resource
 * @param labelled finds the resources with the label of the step
 * @param shown whether the service shows the resource that an operation names
 * @param mayBeOurs whether an operation that runs and names this resource may be creating ours
 */
record Creation<T>(
    Class<? extends Message> metadata,
    Supplier<List<T>> labelled,
    Predicate<String> shown,
    Predicate<String> mayBeOurs) {

  /** Of a resource that is not shown before it is created. */
  static <T> Creation<T> ofNew(
      Class<? extends Message> metadata, Supplier<List<T>> labelled, Predicate<String> shown) {
    return new Creation<>(metadata, labelled, shown, shown.negate());
  }
}
