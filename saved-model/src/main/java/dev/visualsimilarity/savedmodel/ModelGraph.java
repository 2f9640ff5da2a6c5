package dev.visualsimilarity.savedmodel;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/**
 * The graph of a SavedModel that is used, as far as it must be known before it is loaded.
 *
 * @param tags what it is loaded by, in alphabetical order; none for a TF1 Hub module
 * @param signatures of it, by name
 */
public record ModelGraph(List<String> tags, Map<String, SignatureDef> signatures) {

  private static final String SERVE = "serve";
  private static final String TPU = "tpu";

  public ModelGraph {
    tags = tags.stream().sorted().toList();
    signatures = Map.copyOf(signatures);
  }

  /**
   * Reads a {@code saved_model.pb}. Of several graphs it is the one tagged {@code serve} alone,
   * else the untagged one, else the only one tagged {@code serve} among other tags than {@code
   * tpu}.
   *
   * @param model to name in messages
   * @throws UserException if it is no SavedModel, or has no such graph
   */
  static ModelGraph read(String model, InputStream file) throws IOException {
    List<MetaGraphDef> graphs;
    try {
      graphs = SavedModelFile.read(file);
    } catch (InvalidProtocolBufferException e) {
      throw UserException.badParameter(
          "model %s cannot be loaded: its saved_model.pb is damaged or is no SavedModel (%s); copy or export it again"
              .formatted(model, e.getMessage()));
    }
    if (graphs.isEmpty()) {
      throw UserException.badParameter(
          "model %s cannot be loaded: its saved_model.pb has no graph in it; a frozen graph must be exported as a SavedModel"
              .formatted(model));
    }
    List<ModelGraph> all = graphs.stream().map(ModelGraph::of).toList();
    return only(all, graph -> graph.tags.equals(List.of(SERVE)))
        .or(() -> only(all, graph -> graph.tags.isEmpty()))
        .or(() -> only(all, graph -> graph.tags.contains(SERVE) && !graph.tags.contains(TPU)))
        .orElseThrow(() -> UserException.badParameter(refusal(model, all)));
  }

  private static ModelGraph of(MetaGraphDef graph) {
    Map<String, SignatureDef> signatures = new TreeMap<>(graph.getSignatureDefMap());
    // Not for callers: they name the operations that initialise and train.
    signatures.keySet().removeIf(name -> name.startsWith("__saved_model_"));
    return new ModelGraph(graph.getMetaInfoDef().getTagsList(), signatures);
  }

  private static Optional<ModelGraph> only(List<ModelGraph> graphs, Predicate<ModelGraph> wanted) {
    List<ModelGraph> found = graphs.stream().filter(wanted).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static String refusal(String model, List<ModelGraph> graphs) {
    return "model %s has graphs for the tags %s; one for %s is needed: export the model for serving"
        .formatted(
            model,
            graphs.stream()
                .map(graph -> graph.tags.stream().collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(" and ")),
            "{" + SERVE + "}");
  }
}
