/** Drawing a pipeline: the order of its tasks, its loops and its exit handler, as SVG. */
package dev.visualsimilarity.pipeline.picture;
