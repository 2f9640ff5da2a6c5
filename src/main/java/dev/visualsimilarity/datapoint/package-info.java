/** The records of an index: ids, embeddings, restricts, and their JSON. */
package dev.visualsimilarity.datapoint;
