/** The calls that pipeline jobs and their schedules need, with Google's clients. */
package dev.visualsimilarity.pipeline.client;
