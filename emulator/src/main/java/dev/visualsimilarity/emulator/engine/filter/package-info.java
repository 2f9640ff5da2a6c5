/** Restricts and numeric restricts: which rows a query may find. */
package dev.visualsimilarity.emulator.engine.filter;
