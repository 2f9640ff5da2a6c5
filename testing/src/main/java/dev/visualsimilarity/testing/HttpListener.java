package dev.visualsimilarity.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * HTTP/1.1 (RFC 9112) over plain sockets of the loopback address, one thread a connection: as much
 * of it as clients of an API need, and the faults that the JDK's own server cannot be made to have.
 */
final class HttpListener implements Closeable {

  private static final int BACKLOG = 200;

  /** Handles a request: what to answer, and what goes wrong with it. */
  interface Handler {
    Outcome handle(Request request);
  }

  record Outcome(Reply reply, Fault fault) {}

  private final Handler handler;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  HttpListener(Handler handler) throws IOException {
    this.handler = handler;
    server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "http-listener");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean keep = true;
      for (String line = line(in); keep && !line.isEmpty(); line = keep ? line(in) : "") {
        Outcome outcome = handler.handle(request(line, in));
        keep = send(outcome, socket);
      }
    } catch (IOException e) {
      // The client went away, as clients do.
    } finally {
      open.remove(socket);
    }
  }

  /** Whether the connection is still good. */
  private static boolean send(Outcome outcome, Socket socket) throws IOException {
    Fault fault = outcome.fault();
    byte[] body = outcome.reply().body().clone();
    OutputStream out = socket.getOutputStream();
    switch (fault.kind()) {
      case NONE, STATUS -> {
        out.write(head(outcome.reply()));
        out.write(body);
      }
      case CORRUPT -> {
        if (body.length > 0) {
          body[body.length / 2] ^= 1;
        }
        out.write(head(outcome.reply()));
        out.write(body);
      }
      case DROP, HALVE, LOSE_REPLY -> reset(socket);
      case TRUNCATE, RESET, STALL -> {
        out.write(head(outcome.reply()));
        out.write(body, 0, Math.min(fault.bytes(), body.length));
        if (fault.kind() == Fault.Kind.RESET) {
          reset(socket);
        } else {
          pause(fault.delay().toMillis());
        }
        return false;
      }
    }
    return !socket.isClosed();
  }

  // With no time to linger, closing sends RST in place of FIN.
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] head(Reply reply) {
    StringBuilder head =
        new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(reply.status(), phrase(reply.status())));
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (reply.status() != 204) {
      head.append("Content-Length: " + reply.body().length + "\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String phrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }

  private static Request request(String requestLine, InputStream in) throws IOException {
    String[] words = requestLine.split(" ", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String[] target = words[1].split("\\?", 2);
    return new Request(
        words[0], target[0], query(target.length < 2 ? "" : target[1]), headers, body(headers, in));
  }

  private static byte[] body(Map<String, String> headers, InputStream in) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return bytes(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), 16); size > 0; ) {
      body.write(bytes(in, size));
      line(in);
      size = Integer.parseInt(line(in), 16);
    }
    line(in);
    return body.toByteArray();
  }

  private static byte[] bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  /** A line without its end; empty at the end of the stream, too. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return values;
  }
}
