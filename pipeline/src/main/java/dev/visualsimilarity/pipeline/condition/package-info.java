/** Conditions of tasks: the part of the Common Expression Language that pipelines use. */
package dev.visualsimilarity.pipeline.condition;
