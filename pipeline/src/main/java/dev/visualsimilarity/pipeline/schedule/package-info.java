/** When schedules start pipeline jobs: cron expressions, time zones, periods. */
package dev.visualsimilarity.pipeline.schedule;
