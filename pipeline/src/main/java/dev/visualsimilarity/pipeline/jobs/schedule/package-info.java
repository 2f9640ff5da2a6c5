/** A ScheduleService that creates pipeline jobs at the times of cron expressions. */
package dev.visualsimilarity.pipeline.jobs.schedule;
