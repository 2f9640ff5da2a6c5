/** The component that turns tensors of images into embeddings with a TensorFlow SavedModel. */
package dev.visualsimilarity.extractfeatures;
