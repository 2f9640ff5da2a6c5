/** The images that a pipeline names: where they are, by tag or by digest. */
package dev.visualsimilarity.pipeline.image;
