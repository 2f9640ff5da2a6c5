package dev.visualsimilarity.queryindex.byhand;

import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.embedding.IndexedItems.IndexedItem;
import dev.visualsimilarity.queryindex.report.Answer;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of some pictures.
 *
 * @param matches the pictures that could be used, with their neighbors
 * @param items what is known of the neighbors
 * @param rejects the other pictures
 */
record Answers(List<Answer> matches, IndexedItems items, List<Reject> rejects) {

  Answers {
    matches = List.copyOf(matches);
    rejects = List.copyOf(rejects);
  }

  /** Prints a table for people. */
  void print(PrintWriter out) {
    for (Reject reject : rejects) {
      out.println(told(reject));
    }
    int width =
        matches.stream()
            .flatMap(match -> match.neighbors().stream())
            .mapToInt(neighbor -> neighbor.id().length())
            .max()
            .orElse(1);
    for (Answer match : matches) {
      out.println(match.query().id());
      List<Neighbor> neighbors = match.neighbors();
      if (neighbors.isEmpty()) {
        out.println("  no neighbors: nothing in the index is as asked for");
      }
      for (int i = 0; i < neighbors.size(); i++) {
        Neighbor neighbor = neighbors.get(i);
        String title = items.find(neighbor.id()).map(IndexedItem::title).orElse("");
        out.println(
            String.format(
                    Locale.ROOT,
                    "%4d  %9.4f  %-" + width + "s  %s",
                    i + 1,
                    neighbor.distance(),
                    neighbor.id(),
                    title.equals(neighbor.id()) ? "" : title)
                .stripTrailing());
      }
    }
    out.flush();
  }

  /**
   * Writes JSON Lines, a picture a line, nearest neighbors first: {@code
   * {"image":"photo.jpg","neighbors":[{"id":"a","distance":0.93,"title":"Mug","image":"/a.jpg"}]}};
   * title and image where the catalog is known.
   */
  void writeJson(PrintWriter out) {
    for (Answer match : matches) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("image", match.query().id());
      json.put("neighbors", match.neighbors().stream().map(this::json).toList());
      out.println(Json.COMPACT.toJson(json));
    }
    out.flush();
  }

  /** Why a picture was left out. */
  static String told(Reject reject) {
    return "%s: %s: %s".formatted(reject.id(), reject.reason().wireName(), reject.message());
  }

  private Map<String, Object> json(Neighbor neighbor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", neighbor.id());
    json.put("distance", neighbor.distance());
    items
        .find(neighbor.id())
        .ifPresent(
            item -> {
              json.put("title", item.title());
              json.put("image", item.image().toString());
            });
    return json;
  }
}
