package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.tensors.TensorRecord;

/** What became of a row of the catalog. */
sealed interface Outcome {

  /** Its image is a tensor. */
  record Ready(TensorRecord tensor) implements Outcome {}

  /** It was rejected. */
  record Rejected(Reject reject) implements Outcome {}
}
