package dev.visualsimilarity.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of the JSON API of Cloud Storage as the library uses, over real HTTP on the loopback
 * address: object metadata, paged listing, ranged download pinned to a generation, resumable
 * upload, deletion, where a bucket is; with the faults it is told to have. Every bucket exists
 * except {@code missing}.
 *
 * <p>Source: https://cloud.google.com/storage/docs/json_api/v1 and
 * https://cloud.google.com/storage/docs/performing-resumable-uploads
 */
public final class CloudStorageServer implements Closeable {

  private static final int PAGE_SIZE = 2;
  private static final int QUANTUM = 1 << 18;
  private static final Pattern OBJECT =
      Pattern.compile("/(?:download/)?storage/v1/b/([^/]+)/o/(.+)");
  private static final Pattern LIST = Pattern.compile("/storage/v1/b/([^/]+)/o");
  private static final Pattern LAYOUT = Pattern.compile("/storage/v1/b/([^/]+)/storageLayout");
  private static final Pattern UPLOAD = Pattern.compile("/upload/storage/v1/b/([^/]+)/o");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:\\*|(\\d+)-(\\d+))/(\\*|\\d+)");

  private final ObjectStore store = new ObjectStore();
  private final Map<String, Map<String, Object>> layouts = new ConcurrentHashMap<>();
  private final Map<Operation, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final HttpListener listener;
  private Faults faults = Faults.none();
  private volatile Reply refusal;

  /** A server that listens, on a port of the system's choice, until it is closed. */
  public CloudStorageServer() throws IOException {
    listener = new HttpListener(this::handle);
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String url() {
    return "http://127.0.0.1:" + listener.port();
  }

  /** What goes wrong from now on. */
  public synchronized void inject(Faults injected) {
    faults = injected;
  }

  /** All requests are answered with a status and a body of this text. */
  public void refuse(int status, String body) {
    refusal =
        new Reply(
            status,
            Map.of("Content-Type", "application/json", "WWW-Authenticate", "Bearer realm=\"test\""),
            body.getBytes(StandardCharsets.UTF_8));
  }

  /** Stores an object, as if somebody else had. */
  public void put(String bucket, String name, byte[] bytes) {
    store.put(bucket + "/" + name, bytes.clone(), Map.of());
  }

  /** Stores an object of gzip bytes that is served as their content. */
  public void putGzip(String bucket, String name, byte[] bytes) {
    store.put(bucket + "/" + name, bytes.clone(), Map.of("contentEncoding", "gzip"));
  }

  /**
   * Says where a bucket is; one of which it is not said is in the multi-region US.
   *
   * @param type {@code region}, {@code dual-region} or {@code multi-region}
   * @param pair regions that were chosen for the bucket
   */
  public void locate(String bucket, String location, String type, String... pair) {
    layouts.put(bucket, layout(location, type, pair));
  }

  /** The bytes of an object, if it is there. */
  public Optional<byte[]> get(String bucket, String name) {
    return store.find(bucket + "/" + name).map(object -> object.bytes().clone());
  }

  /** The names of all objects of a bucket, in order. */
  public List<String> names(String bucket) {
    return store.list(bucket + "/").stream()
        .map(object -> object.key().substring(bucket.length() + 1))
        .toList();
  }

  /** How many requests for an operation came since the server started. */
  public int requests(Operation operation) {
    return requests.getOrDefault(operation, new AtomicInteger()).get();
  }

  /** How many requests came since the server started. */
  public int requests() {
    return requests.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** How many connections were opened since the server started. */
  public int connections() {
    return listener.connections();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private HttpListener.Outcome handle(Request request) {
    Operation operation = operation(request);
    requests.computeIfAbsent(operation, key -> new AtomicInteger()).incrementAndGet();
    Fault fault = fault(operation);
    if (refusal != null) {
      return new HttpListener.Outcome(refusal, Fault.NONE);
    }
    return switch (fault.kind()) {
      case STATUS ->
          new HttpListener.Outcome(Reply.error(fault.status(), "try again later"), fault);
      case DROP -> new HttpListener.Outcome(Reply.empty(500, Map.of()), fault);
      default -> new HttpListener.Outcome(answer(operation, request, fault), fault);
    };
  }

  private synchronized Fault fault(Operation operation) {
    return faults.next(operation);
  }

  private static Operation operation(Request request) {
    if (UPLOAD.matcher(request.path()).matches()) {
      boolean query = request.header("content-range").orElse("").equals("bytes */*");
      return request.method().equals("POST")
          ? Operation.UPLOAD_START
          : query ? Operation.UPLOAD_QUERY : Operation.UPLOAD_CHUNK;
    }
    if (LIST.matcher(request.path()).matches()) {
      return Operation.LIST;
    }
    if (LAYOUT.matcher(request.path()).matches()) {
      return Operation.LAYOUT;
    }
    if (!OBJECT.matcher(request.path()).matches()) {
      return Operation.OTHER;
    }
    if (request.method().equals("DELETE")) {
      return Operation.DELETE;
    }
    return "media".equals(request.query().get("alt")) ? Operation.DOWNLOAD : Operation.METADATA;
  }

  private Reply answer(Operation operation, Request request, Fault fault) {
    if (request.path().contains("/b/missing/")) {
      return Reply.error(404, "The specified bucket does not exist.");
    }
    return switch (operation) {
      case LIST -> list(request);
      case LAYOUT -> layout(request);
      case METADATA, DOWNLOAD, DELETE -> object(operation, request);
      case UPLOAD_START -> begin(request);
      case UPLOAD_CHUNK, UPLOAD_QUERY -> upload(request, fault.kind() == Fault.Kind.HALVE);
      case OTHER -> Reply.error(400, "not served: " + request.path());
    };
  }

  private Reply layout(Request request) {
    Matcher path = LAYOUT.matcher(request.path());
    path.matches();
    return Reply.json(200, layouts.getOrDefault(path.group(1), layout("US", "multi-region")));
  }

  private static Map<String, Object> layout(String location, String type, String... pair) {
    Map<String, Object> layout = new LinkedHashMap<>();
    layout.put("kind", "storage#storageLayout");
    layout.put("location", location);
    layout.put("locationType", type);
    if (pair.length > 0) {
      layout.put("customPlacementConfig", Map.of("dataLocations", List.of(pair)));
    }
    return layout;
  }

  private Reply object(Operation operation, Request request) {
    Matcher path = OBJECT.matcher(request.path());
    path.matches();
    String key = path.group(1) + "/" + URLDecoder.decode(path.group(2), StandardCharsets.UTF_8);
    Optional<ObjectStore.Stored> found =
        store
            .find(key)
            .filter(
                object -> {
                  String wanted = request.query().get("generation");
                  return wanted == null || wanted.equals(Long.toString(object.generation()));
                });
    if (found.isEmpty()) {
      return Reply.error(404, "No such object: " + key);
    }
    if (operation == Operation.DELETE) {
      store.remove(key);
      return Reply.empty(204, Map.of());
    }
    return operation == Operation.DOWNLOAD
        ? media(request, found.get())
        : Reply.json(200, found.get().metadata());
  }

  private static Reply media(Request request, ObjectStore.Stored object) {
    byte[] content = object.bytes();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/octet-stream");
    headers.put("X-Goog-Generation", Long.toString(object.generation()));
    headers.put("X-Goog-Hash", "crc32c=" + object.crc32c());
    headers.put("X-Goog-Stored-Content-Length", Integer.toString(content.length));
    String encoding = object.properties().get("contentEncoding");
    headers.put("X-Goog-Stored-Content-Encoding", encoding == null ? "identity" : encoding);
    if (encoding != null) {
      headers.put("Content-Encoding", encoding);
    }
    Matcher range = RANGE.matcher(request.header("range").orElse(""));
    if (!range.matches()) {
      return new Reply(200, headers, content);
    }
    long from = Long.parseLong(range.group(1));
    if (from >= content.length) {
      return Reply.empty(416, Map.of("Content-Range", "bytes */" + content.length));
    }
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    int to = (int) Math.min(content.length, Math.min(last, content.length) + 1);
    headers.put("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, content.length));
    return new Reply(206, headers, Arrays.copyOfRange(content, (int) from, to));
  }

  private Reply list(Request request) {
    Matcher path = LIST.matcher(request.path());
    path.matches();
    List<ObjectStore.Stored> objects =
        store.list(path.group(1) + "/" + request.query().getOrDefault("prefix", ""));
    int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
    int to = Math.min(objects.size(), from + PAGE_SIZE);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "items", objects.subList(from, to).stream().map(ObjectStore.Stored::metadata).toList());
    if (to < objects.size()) {
      answer.put("nextPageToken", Integer.toString(to));
    }
    return Reply.json(200, answer);
  }

  private Reply begin(Request request) {
    Matcher path = UPLOAD.matcher(request.path());
    path.matches();
    String id = store.begin(path.group(1) + "/" + request.query().get("name"));
    return Reply.empty(
        200, Map.of("Location", url() + request.path() + "?uploadType=resumable&upload_id=" + id));
  }

  private Reply upload(Request request, boolean halve) {
    Optional<ObjectStore.Upload> found = store.upload(request.query().get("upload_id"));
    Matcher range = CONTENT_RANGE.matcher(request.header("content-range").orElse(""));
    if (found.isEmpty() || !range.matches()) {
      return Reply.error(found.isEmpty() ? 404 : 400, "no such upload, or no range");
    }
    ObjectStore.Upload upload = found.get();
    if (upload.finalised().isPresent()) {
      return Reply.json(200, upload.finalised().get().metadata());
    }
    if (range.group(1) != null) {
      long from = Long.parseLong(range.group(1));
      if (from > upload.size()) {
        return Reply.text(503, "text/plain", "Invalid request. content-range begins too late");
      }
      // Bytes that are there already are skipped over.
      int skip = (int) (upload.size() - from);
      int length = request.body().length - skip;
      int kept = halve ? length / 2 / QUANTUM * QUANTUM : length;
      store.append(upload, request.body(), skip, Math.max(0, kept));
    }
    String total = range.group(3);
    if (!total.equals("*") && !halve && Long.parseLong(total) == upload.size()) {
      return Reply.json(200, store.finalise(upload).metadata());
    }
    return Reply.empty(
        308, upload.size() == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (upload.size() - 1)));
  }
}
