/**
 * Models as services: ModelService, EndpointService and PredictionService of {@code
 * google.cloud.aiplatform.v1}. A deployed model is a program of this machine that keeps the
 * contract of Vertex AI's custom containers.
 */
package dev.visualsimilarity.emulator.serving;
