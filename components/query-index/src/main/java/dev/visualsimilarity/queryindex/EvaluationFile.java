package dev.visualsimilarity.queryindex;

import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.queryindex.evaluation.CategoryRecall;
import dev.visualsimilarity.queryindex.evaluation.Evaluation;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.evaluation.Metrics;
import dev.visualsimilarity.queryindex.evaluation.RestrictedRecall;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The artifact {@code evaluation}: one JSON object with all that was measured.
 *
 * <ul>
 *   <li>{@code ann}, {@code exact}: the deployments; {@code filter}: what neighbors had to be like
 *   <li>{@code schedule_time}: what time the run was scheduled for, if that is known
 *   <li>{@code metrics}: as the artifact of that name
 *   <li>{@code recall_at_k}: {@code [{"k":10,"tieFair":0.98,"byId":0.97}…]}
 *   <li>{@code categories}, {@code restricted}: lowest recall first, without one where the exact
 *       index found nothing
 *   <li>{@code queries}: lowest recall first, each with the exact neighbors that were missed
 * </ul>
 */
final class EvaluationFile {

  private final QueryRequest request;
  private final Evaluation evaluation;

  EvaluationFile(QueryRequest request, Evaluation evaluation) {
    this.request = request;
    this.evaluation = evaluation;
  }

  String text() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ann", request.ann());
    json.put("exact", request.exact());
    json.put("filter", request.search().filter().toString());
    if (!request.scheduleTime().isEmpty()) {
      json.put("schedule_time", request.scheduleTime());
    }
    json.put("metrics", Metrics.of(evaluation));
    json.put("recall_at_k", evaluation.recallAtK());
    json.put("categories", evaluation.categories().stream().map(this::category).toList());
    json.put("restricted", evaluation.restricted().stream().map(this::restricted).toList());
    json.put("queries", evaluation.worstFirst().stream().map(this::query).toList());
    return Json.PRETTY.toJson(json) + "\n";
  }

  private Map<String, Object> category(CategoryRecall category) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("category", category.category());
    json.put("queryCount", category.queryCount());
    category.recall().ifPresent(recall -> json.put("recall", recall));
    category.recallById().ifPresent(recall -> json.put("recallById", recall));
    category.firstNeighborAccuracy().ifPresent(share -> json.put("firstNeighborAccuracy", share));
    return json;
  }

  private Map<String, Object> restricted(RestrictedRecall restricted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("namespace", restricted.namespace());
    json.put("token", restricted.token());
    json.put("itemCount", restricted.itemCount());
    json.put("queryCount", restricted.queryCount());
    restricted.recall().ifPresent(recall -> json.put("recall", recall));
    restricted.recallById().ifPresent(recall -> json.put("recallById", recall));
    json.put("exactCount", restricted.exactCount());
    json.put("foundCount", restricted.foundCount());
    return json;
  }

  private Map<String, Object> query(Match match) {
    List<String> missed = match.missed().stream().map(Neighbor::id).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", match.query().id());
    json.put("label", match.query().label());
    json.put("category", match.query().category());
    if (!match.exact().isEmpty()) {
      json.put("recall", match.recall());
      json.put("recallById", match.recallById());
    }
    if (!match.query().label().isEmpty() && evaluation.accuracy().isKnown()) {
      json.put("firstNeighborIsSame", evaluation.firstIsSame(match));
    }
    json.put("missed", missed);
    return json;
  }
}
