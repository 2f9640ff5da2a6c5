/**
 * A PipelineService that runs pipeline jobs on this machine: what a client of Vertex AI Pipelines
 * submits is checked, queued, run by the project's own runner, and shown as the service shows it.
 */
package dev.visualsimilarity.pipeline.jobs;
