/**
 * Benchmarks of the index engine, by JMH, beside a graph library: {@link
 * dev.visualsimilarity.emulator.benchmark.IndexBenchmark}.
 */
package dev.visualsimilarity.emulator.benchmark;
