/** Measures what a search returned: recall, accuracy, latency. */
package dev.visualsimilarity.queryindex.evaluation;
