package dev.visualsimilarity.ledger;

import java.util.Locale;

/** Why an item is not in the result: the fixed list of the rejects ledger. */
public enum RejectReason {
  /** The row of the catalog has no id, or one that an index cannot take. */
  INVALID_ID,
  /** An earlier row has the same id. */
  DUPLICATE_ID,
  /** The row says nothing of where its image is. */
  MISSING_IMAGE,
  /** A value of the row is not what its column must hold, or the row has too many or few values. */
  BAD_METADATA,
  /** There is no object at the image's URI. */
  MISSING,
  /** There is an object at the image's URI, but it cannot be read. */
  UNREADABLE,
  /** The image file has no bytes. */
  EMPTY,
  /** The content is none of an image. */
  NOT_AN_IMAGE,
  /** An image of a format, or of a variant of one, that is not decoded. */
  UNSUPPORTED_FORMAT,
  /** More bytes or more pixels than the limit. */
  TOO_LARGE,
  /** The image file ends before the image does. */
  TRUNCATED,
  /** The image file is whole, but its content breaks the rules of its format. */
  CORRUPT,
  /** The model's output has a component that is NaN or infinite. */
  NOT_FINITE,
  /** Every component of the model's output is 0: it has no direction to be normalised to. */
  ZERO_VECTOR;

  /** The name in the ledger, such as {@code not_an_image}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
