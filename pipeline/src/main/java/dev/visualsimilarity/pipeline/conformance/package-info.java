/**
 * The rules of KFP v2 IR YAML (schema 2.1.0) that Vertex AI Pipelines and Kubeflow Pipelines share:
 * a file that keeps them is taken by both, and by the SDK.
 */
package dev.visualsimilarity.pipeline.conformance;
