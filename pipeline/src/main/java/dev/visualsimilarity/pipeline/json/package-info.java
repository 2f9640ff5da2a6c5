/** Reading JSON and YAML strictly. */
package dev.visualsimilarity.pipeline.json;
