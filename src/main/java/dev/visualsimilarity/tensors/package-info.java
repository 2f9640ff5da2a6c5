/** Directories of image tensors: TFRecord shards and the manifest beside them. */
package dev.visualsimilarity.tensors;
