/** Pipelines as KFP v2 IR YAML describes them: components, graphs of tasks, containers. */
package dev.visualsimilarity.pipeline.ir;
