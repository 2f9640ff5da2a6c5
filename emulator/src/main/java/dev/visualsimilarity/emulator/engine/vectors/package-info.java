/** Vectors by row, in memory or in a mapped file, and how they are compared. */
package dev.visualsimilarity.emulator.engine.vectors;
