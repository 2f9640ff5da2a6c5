/** Commands about the pipeline jobs of a service. */
package dev.visualsimilarity.pipeline.command.runs;
