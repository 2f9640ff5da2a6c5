/** Resources in files that survive the emulator. */
package dev.visualsimilarity.pipeline.jobs.store;
