package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonElement;

/** Where an input of a task comes from. */
public sealed interface Source
    permits Source.Constant, Source.ComponentInput, Source.FinalStatus, TaskOutput {

  /** A value in the IR itself; text in it may hold placeholders. Parameters only. */
  record Constant(JsonElement value) implements Source {}

  /** An input of the component whose graph the task is in. */
  record ComponentInput(String name) implements Source {}

  /** How another task of the same graph ended: a PipelineTaskFinalStatus. Parameters only. */
  record FinalStatus(String task) implements Source {}
}
