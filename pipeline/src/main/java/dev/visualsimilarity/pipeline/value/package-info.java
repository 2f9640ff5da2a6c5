/** Checks the values that the project's programs get, before a run begins. */
package dev.visualsimilarity.pipeline.value;
