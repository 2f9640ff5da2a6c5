package dev.visualsimilarity.pipeline.conformance;

import dev.visualsimilarity.pipeline.ir.PipelineReader;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.json.Node;
import dev.visualsimilarity.pipeline.placeholder.CommandCheck;
import dev.visualsimilarity.pipeline.placeholder.ConstantCheck;
import java.nio.file.Path;

/**
 * Reads pipelines and component files that both services take. The services themselves find most
 * mistakes late: when a run is compiled, or while it is under way.
 */
public final class Conformance {

  private Conformance() {}

  /**
   * Reads a file that keeps all rules.
   *
   * @throws dev.visualsimilarity.error.UserException that names the first place that breaks a rule,
   *     and the rule, in one line
   */
  public static PipelineSpec read(Path file) {
    return read(Node.document(file));
  }

  /** As {@link #read(Path)}, of a document that was read already. */
  public static PipelineSpec read(Node document) {
    DocumentRules.checkKind(document);
    SchemaCheck.check(document, PipelineSchema.PIPELINE);
    DocumentRules.check(document);
    InterfaceRules.check(document);
    ContainerRules.check(document);
    PipelineSpec spec = PipelineReader.read(document);
    CommandCheck.check(spec);
    ConstantCheck.check(spec);
    return spec;
  }
}
