package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.preprocess.image.DecodedImage;
import dev.visualsimilarity.tensors.TensorFrame;

/** What became of a row of the catalog. */
sealed interface Outcome {

  /** The row is no item. */
  record NoItem(Reject reject) implements Outcome {}

  /** The row is an item of a shard that is finished already. */
  record Kept() implements Outcome {}

  /**
   * The item's image is a tensor.
   *
   * @param image what it was made from
   * @param memory of the frame's tensor, to be closed when the frame was written
   */
  record Ready(ImageFile image, TensorFrame frame, DecodedImage memory) implements Outcome {}

  /** The item was rejected. */
  record Rejected(ImageFile image, Reject reject) implements Outcome {}
}
