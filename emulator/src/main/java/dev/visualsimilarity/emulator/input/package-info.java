/**
 * Reads batches of index data: which files a directory may hold, their records, and what is wrong
 * with them.
 */
package dev.visualsimilarity.emulator.input;
