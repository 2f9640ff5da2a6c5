/** Single images: read, and decoded to tensors of one size. */
package dev.visualsimilarity.preprocess.image;
