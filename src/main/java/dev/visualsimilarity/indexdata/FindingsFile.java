package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All mistakes of index data as JSON Lines (UTF-8), in the order in which they were found: {@code
 * {"file":"a.json","line":3,"id":"x","error_type":"EMBEDDING_SIZE_MISMATCH","message":"…","record":"…"}}.
 * The file appears when {@link #commit()} is called. Not thread-safe.
 */
public final class FindingsFile implements FindingSink, Closeable {

  private final PendingObject object;
  private final Writer out;

  private FindingsFile(PendingObject object) {
    this.object = object;
    this.out = new BufferedWriter(new OutputStreamWriter(object, StandardCharsets.UTF_8));
  }

  /** Begins the file that will be at {@code uri}. */
  public static FindingsFile begin(Storage storage, StorageUri uri) throws IOException {
    return new FindingsFile(storage.write(uri));
  }

  @Override
  public void add(Finding finding) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", finding.file());
    members.put("line", finding.line());
    members.put("id", finding.id());
    members.put("error_type", finding.errorType());
    members.put("message", finding.message());
    members.put("record", finding.record());
    out.write(Json.COMPACT.toJson(members));
    out.write('\n');
  }

  /** Makes the file visible. */
  public void commit() throws IOException {
    out.flush();
    object.commit();
  }

  /** Discards the file unless it was committed. */
  @Override
  public void close() throws IOException {
    object.close();
  }
}
