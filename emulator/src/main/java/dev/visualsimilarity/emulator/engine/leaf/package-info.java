/** Approximate search: k-means leaves. */
package dev.visualsimilarity.emulator.engine.leaf;
