/** Finds what pipelines left in Vector Search, by labels, and removes it in the legal order. */
package dev.visualsimilarity.vertexai.cleanup;
