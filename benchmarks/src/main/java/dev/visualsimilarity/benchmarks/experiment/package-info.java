/** The parts of the benchmark. */
package dev.visualsimilarity.benchmarks.experiment;
