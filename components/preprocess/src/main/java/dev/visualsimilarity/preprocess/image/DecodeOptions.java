package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.tensors.TensorSpec;

/**
 * How images become tensors.
 *
 * @param spec of the tensors
 * @param applyExifOrientation whether an image is turned upright as its EXIF orientation says,
 *     before it is resized; else it is taken as it is stored, as TensorFlow does
 */
public record DecodeOptions(TensorSpec spec, boolean applyExifOrientation) {}
