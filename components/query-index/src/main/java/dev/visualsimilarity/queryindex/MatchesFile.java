package dev.visualsimilarity.queryindex;

import com.google.gson.stream.JsonWriter;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The artifact {@code matches}: JSON Lines (UTF-8), a query a line, nearest neighbors first: {@code
 * {"id":"q1","ann":[{"id":"a","distance":0.93}],"exact":[{"id":"a","distance":0.93}]}}.
 */
final class MatchesFile {

  private MatchesFile() {}

  static void write(Storage storage, StorageUri uri, List<Match> matches) throws IOException {
    try (PendingObject object = storage.write(uri)) {
      Writer out = new BufferedWriter(new OutputStreamWriter(object, StandardCharsets.UTF_8));
      for (Match match : matches) {
        // One a line: a JsonWriter takes one top-level value.
        JsonWriter json = new JsonWriter(out);
        json.setHtmlSafe(false);
        json.beginObject().name("id").value(match.query().id());
        neighbors(json, "ann", match.ann());
        neighbors(json, "exact", match.exact());
        json.endObject().flush();
        out.write('\n');
      }
      out.flush();
      object.commit();
    }
  }

  private static void neighbors(JsonWriter json, String name, List<Neighbor> neighbors)
      throws IOException {
    json.name(name).beginArray();
    for (Neighbor neighbor : neighbors) {
      json.beginObject();
      json.name("id").value(neighbor.id());
      json.name("distance").value(neighbor.distance());
      json.endObject();
    }
    json.endArray();
  }
}
