/** Asks deployed indexes for neighbors. */
package dev.visualsimilarity.queryindex.search;
