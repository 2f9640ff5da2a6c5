/** Running the programs of tasks, as processes or containers. */
package dev.visualsimilarity.pipeline.runner;
