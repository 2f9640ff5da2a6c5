/** Asks deployed indexes for neighbours. */
package dev.visualsimilarity.queryindex.search;
