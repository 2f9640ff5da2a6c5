/** The command line {@code visual-similarity}. */
package dev.visualsimilarity.pipeline;
