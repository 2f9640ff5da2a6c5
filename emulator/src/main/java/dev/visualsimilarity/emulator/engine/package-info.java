/**
 * The index engine: datapoints, restricts, exact and approximate nearest-neighbour search, in
 * memory and on disk. It begins at {@link dev.visualsimilarity.emulator.engine.IndexSnapshot}.
 *
 * <p>Nothing here knows gRPC or protocol buffers.
 */
package dev.visualsimilarity.emulator.engine;
