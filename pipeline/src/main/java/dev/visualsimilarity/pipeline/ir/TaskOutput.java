package dev.visualsimilarity.pipeline.ir;

/**
 * An output of another task of the same graph.
 *
 * @param task the producer
 * @param output the name of its output
 */
public record TaskOutput(String task, String output) implements Source {}
