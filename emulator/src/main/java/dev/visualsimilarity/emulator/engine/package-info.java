/**
 * The index engine: datapoints in memory, restricts, exact and approximate nearest-neighbour
 * search.
 *
 * <p>Nothing here knows gRPC, protocol buffers or files.
 */
package dev.visualsimilarity.emulator.engine;
