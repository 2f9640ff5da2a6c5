/**
 * What the index components share of Google's Vertex AI client: where a service is, its clients,
 * resource names and labels, and errors said in one line; {@code operation} waits for long-running
 * operations.
 */
package dev.visualsimilarity.vertexai;
