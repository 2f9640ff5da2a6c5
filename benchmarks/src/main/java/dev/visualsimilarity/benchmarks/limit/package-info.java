/** What the machine could do at best, one kind of work at a time. */
package dev.visualsimilarity.benchmarks.limit;
