/** Search that compares everything. */
package dev.visualsimilarity.emulator.engine.exact;
