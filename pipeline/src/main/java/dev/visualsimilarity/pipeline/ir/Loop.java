package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonArray;
import java.util.OptionalInt;

/**
 * A task that runs its component once an item of a list.
 *
 * @param itemInput the input of the component that takes the item
 * @param items the list
 * @param parallelismLimit how many may run at once; empty: no limit
 */
public record Loop(String itemInput, Items items, OptionalInt parallelismLimit) {

  /** The list that a loop runs over. */
  public sealed interface Items permits Input, Raw {}

  /** An input of the task, of type LIST. */
  public record Input(String name) implements Items {}

  /** A list in the IR itself. */
  public record Raw(JsonArray items) implements Items {}
}
