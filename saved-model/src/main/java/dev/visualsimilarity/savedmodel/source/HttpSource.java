package dev.visualsimilarity.savedmodel.source;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.cache.ModelSource;
import dev.visualsimilarity.storage.RetryLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A tar archive, gzipped or not, of a web server. A URL whose path is not the name of an archive is
 * a handle of TF Hub, such as {@code https://tfhub.dev/google/…/feature_vector/5}, and is asked for
 * its compressed form: {@code ?tf-hub-format=compressed} (the protocol of TF Hub's model hosting).
 * Its state is what {@link HttpDownload} knows it by.
 */
public final class HttpSource implements ModelSource {

  private static final String COMPRESSED = "tf-hub-format=compressed";

  private final URI url;
  private final TarUnpacker unpacker;
  private final RetryLimits limits;

  /**
   * Makes a source of what is at a URL.
   *
   * @throws UserException if it is no URL
   */
  public HttpSource(String url, TarUnpacker unpacker, RetryLimits limits) {
    this.url = compressed(url);
    this.unpacker = unpacker;
    this.limits = limits;
  }

  /** Whether a model's URI is a URL of the web: {@code https://} or {@code http://}. */
  public static boolean isUrl(String uri) {
    return uri.regionMatches(true, 0, "https://", 0, 8)
        || uri.regionMatches(true, 0, "http://", 0, 7);
  }

  @Override
  public Optional<String> fetch(Path folder, String known) throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + ".download");
    HttpDownload download = new HttpDownload(url, limits, unpacker.maxBytes());
    try {
      Optional<String> state = download.fetch(file, known);
      if (state.isPresent()) {
        try (InputStream in = Files.newInputStream(file)) {
          unpacker.unpack(HttpDownload.withoutQuery(url.toString()), in, folder);
        }
      }
      return state;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** The URL to ask. */
  static URI compressed(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null) {
        throw new URISyntaxException(url, "there is no host in it");
      }
      String path = uri.getPath().replaceFirst("/+$", "");
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
      if (ArchiveSource.isArchive(path) || query.contains("tf-hub-format=")) {
        return uri;
      }
      String address = url.replaceFirst("[?#].*$", "");
      return new URI(address + "?" + (query.isEmpty() ? "" : query + "&") + COMPRESSED);
    } catch (URISyntaxException e) {
      throw UserException.badParameter(
          "model %s is no URL: %s; give https://HOST/PATH".formatted(url, e.getReason()));
    }
  }
}
