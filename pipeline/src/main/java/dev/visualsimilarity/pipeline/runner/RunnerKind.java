package dev.visualsimilarity.pipeline.runner;

import java.nio.file.Path;
import java.util.Collection;

/** What can run tasks, named as on the command line. */
public enum RunnerKind {
  process,
  docker,
  podman;

  /**
   * Makes a runner for one run.
   *
   * @param job name of the run
   * @param components the folder with a folder for each component
   * @param runFolder the folder of the run
   * @param apps takes a folder for each component's {@code /app}
   * @param files other files and folders of this machine that tasks read or write
   */
  public TaskRunner create(
      String job, Path components, Path runFolder, Path apps, Collection<Path> files) {
    return this == process
        ? new ProcessTaskRunner(components, apps)
        : new ContainerTaskRunner(name(), job, runFolder, files);
  }
}
