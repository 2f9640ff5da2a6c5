package dev.visualsimilarity.ledger;

import java.util.Locale;

/** Where on its way an item was rejected. */
public enum Stage {
  /** Its row of the catalog was read. */
  CATALOG,
  /** The bytes of its image were read. */
  READ,
  /** Its image was decoded. */
  DECODE,
  /** Its embedding was computed. */
  EXTRACT;

  /** The name in the ledger, such as {@code decode}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
