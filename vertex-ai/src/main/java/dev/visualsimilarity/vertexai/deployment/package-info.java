/** Deployed indexes: what an endpoint says of them, and whether they answer with what was sent. */
package dev.visualsimilarity.vertexai.deployment;
