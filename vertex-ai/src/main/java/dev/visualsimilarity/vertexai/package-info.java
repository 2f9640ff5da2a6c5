/**
 * What the index components share of Google's Vertex AI client: where a service is, its clients,
 * long-running operations, resource names and labels, and errors said in one line.
 */
package dev.visualsimilarity.vertexai;
