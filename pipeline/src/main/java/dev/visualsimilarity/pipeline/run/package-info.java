/** Carrying out a pipeline: the order of tasks, loops, inputs and outputs. */
package dev.visualsimilarity.pipeline.run;
