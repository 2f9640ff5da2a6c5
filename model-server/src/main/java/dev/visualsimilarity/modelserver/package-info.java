/**
 * The model as a service: an HTTP server that keeps the contract of Vertex AI's custom containers
 * for predictions.
 */
package dev.visualsimilarity.modelserver;
