package dev.visualsimilarity.catalog;

import dev.visualsimilarity.ledger.Reject;

/**
 * A row that is no item.
 *
 * @param reject for the ledger
 */
public record RejectedRow(Reject reject) implements CatalogRow {}
