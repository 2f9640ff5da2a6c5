/** Turns query images into vectors with the very code that made those of the index. */
package dev.visualsimilarity.queryindex.embedding;
