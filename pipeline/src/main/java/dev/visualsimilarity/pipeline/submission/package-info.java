/** Pipelines on their way to a service: where they are read from, what is checked, what is sent. */
package dev.visualsimilarity.pipeline.submission;
