/** Runs of the components, and what is seen of them from outside. */
package dev.visualsimilarity.benchmarks.component;
