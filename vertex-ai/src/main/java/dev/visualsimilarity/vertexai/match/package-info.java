/** Asks deployed indexes for neighbors, over the public and the private match service. */
package dev.visualsimilarity.vertexai.match;
