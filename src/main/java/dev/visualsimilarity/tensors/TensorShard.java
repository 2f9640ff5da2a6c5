package dev.visualsimilarity.tensors;

import dev.visualsimilarity.storage.Checksum;

/**
 * A finished shard.
 *
 * @param imageCount images in it
 * @param checksum of its file
 */
public record TensorShard(int imageCount, Checksum checksum) {}
