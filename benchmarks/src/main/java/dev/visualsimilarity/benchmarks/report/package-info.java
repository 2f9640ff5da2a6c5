/** Figures and how they are printed. */
package dev.visualsimilarity.benchmarks.report;
