/** The component build-index: index data in, an index of Vertex AI Vector Search out. */
package dev.visualsimilarity.buildindex;
