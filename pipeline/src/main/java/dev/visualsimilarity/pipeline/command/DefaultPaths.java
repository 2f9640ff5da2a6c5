package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.pipeline.json.ScalarEdits;
import dev.visualsimilarity.pipeline.json.YamlNodes;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The files of this machine that the defaults of a pipeline name by relative paths, which count
 * from the folder of the pipeline's file.
 *
 * @param from that folder
 * @param to the folder that the pipeline is written to
 */
record DefaultPaths(Path from, Path to) {

  /** The YAML of a pipeline, in which the paths of what is there count from the other folder. */
  String moved(String text) {
    return new ScalarEdits(text).apply(DefaultPaths::nodes, this::movedPath);
  }

  private static Stream<ScalarNode> nodes(Node document) {
    return YamlNodes.field(document, "root").stream()
        .flatMap(YamlNodes::inputParameters)
        .filter(parameter -> LocalPaths.isNamedBy(YamlNodes.key(parameter)))
        .flatMap(YamlNodes::defaultValue);
  }

  private String movedPath(String path) {
    Path file = from.resolve(path).normalize();
    return LocalPaths.isRelative(path) && Files.exists(file)
        ? to.relativize(file).toString()
        : path;
  }
}
