/** What the emulator keeps: a journal of changes and the datapoints of indexes, on disk or not. */
package dev.visualsimilarity.emulator.state;
