/** What an exact and an approximate index have in common. */
package dev.visualsimilarity.emulator.engine.search;
