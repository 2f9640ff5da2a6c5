package dev.visualsimilarity.ledger;

/**
 * An item that was left out.
 *
 * @param id of the item; empty where it has none
 * @param uri of its image or, where that is not known, of the file that names it
 * @param stage where it was rejected
 * @param reason one of the fixed list
 * @param message for a person: what was found
 */
public record Reject(String id, String uri, Stage stage, RejectReason reason, String message) {}
