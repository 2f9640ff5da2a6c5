/** Cron expressions of schedules. */
package dev.visualsimilarity.pipeline.cron;
