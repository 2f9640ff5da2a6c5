/**
 * From image files to vectors, decoding and model in one: what query images and the model as a
 * service have in common.
 */
package dev.visualsimilarity.embedding;
