package dev.visualsimilarity.pipeline.jobs;

import dev.visualsimilarity.pipeline.runner.RunnerKind;
import java.nio.file.Path;
import java.time.Clock;

/**
 * How an emulator runs pipeline jobs.
 *
 * @param runner what runs the programs of tasks
 * @param parallelism how many programs of one job run at once, at most
 * @param maxJobs how many jobs run at once, at most; others wait
 * @param components the folder with a folder for each component
 * @param baseFolder relative paths in parameters named {@code ..._uri} count from here
 * @param clock gives all times
 */
public record JobSettings(
    RunnerKind runner,
    int parallelism,
    int maxJobs,
    Path components,
    Path baseFolder,
    Clock clock) {}
