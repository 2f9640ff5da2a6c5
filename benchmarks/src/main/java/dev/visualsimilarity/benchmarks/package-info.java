/** The command line of the benchmark. */
package dev.visualsimilarity.benchmarks;
