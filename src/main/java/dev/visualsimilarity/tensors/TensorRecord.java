package dev.visualsimilarity.tensors;

import dev.visualsimilarity.datapoint.Attributes;
import java.nio.ByteBuffer;

/**
 * An image ready for a model.
 *
 * @param id of the item
 * @param tensor the elements as little-endian bytes; shared, not copied, and must not be changed
 * @param attributes of the item
 */
public record TensorRecord(String id, ByteBuffer tensor, Attributes attributes) {}
