package dev.visualsimilarity.embedding;

import dev.visualsimilarity.extractfeatures.Precision;
import dev.visualsimilarity.extractfeatures.VectorRules;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.savedmodel.ModelSpec;

/**
 * How images become vectors; as for the index, or its neighbors mean nothing.
 *
 * @param model that embedded the catalog
 * @param precision that the model computes with
 * @param vectors rules for its vectors
 * @param decoding of the images
 */
public record EmbeddingSettings(
    ModelSpec model, Precision precision, VectorRules vectors, DecodeOptions decoding) {}
