/** The list of rejected items and the fixed reasons for which items are rejected. */
package dev.visualsimilarity.ledger;
