/** Asking the project's model server, deployed to an endpoint of Vertex AI, for embeddings. */
package dev.visualsimilarity.vertexai.prediction;
