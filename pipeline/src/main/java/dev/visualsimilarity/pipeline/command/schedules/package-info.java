/** Commands about the schedules of a service. */
package dev.visualsimilarity.pipeline.command.schedules;
