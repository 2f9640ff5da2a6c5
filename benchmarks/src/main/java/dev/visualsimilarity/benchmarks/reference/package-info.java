/** The loop that the components are compared with. */
package dev.visualsimilarity.benchmarks.reference;
