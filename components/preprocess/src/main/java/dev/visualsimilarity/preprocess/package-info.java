/** The component that decodes and resizes the images of a catalog into shards of tensors. */
package dev.visualsimilarity.preprocess;
