package dev.visualsimilarity.storage;

import com.google.api.client.json.gson.GsonFactory;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Objects of Cloud Storage, through Google's client, with retries of our own: see {@link
 * RetryLimits}.
 */
public final class CloudStorage implements Storage {

  private static final String EMULATOR_HOST = "STORAGE_EMULATOR_HOST";
  private static final String CREDENTIALS = "GOOGLE_APPLICATION_CREDENTIALS";
  private static final String KEPT_CONNECTIONS = "http.maxConnections";
  private static final String GZIP = "gzip";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final com.google.cloud.storage.Storage client;
  private final com.google.api.services.storage.Storage api;
  private final CloudRetries retries;

  private CloudStorage(StorageOptions options, CloudRetries retries) {
    this.retries = retries;
    HttpTransportOptions transport = (HttpTransportOptions) options.getTransportOptions();
    this.client = options.getService();
    // What carries bytes is sent through the layer below the client: the client's reader asks a
    // stream that breaks again without a pause or an end, and its writer takes an upload of which
    // the server has all bytes for finalised.
    this.api =
        new com.google.api.services.storage.Storage.Builder(
                transport.getHttpTransportFactory().create(),
                GsonFactory.getDefaultInstance(),
                transport.getHttpRequestInitializer(options))
            .setRootUrl(options.getHost())
            .setApplicationName(options.getApplicationName())
            .build();
  }

  /**
   * A client with the application-default credentials; the environment variable {@code
   * STORAGE_EMULATOR_HOST}, a URL or {@code host:port}, points it at another server, without
   * credentials.
   *
   * @throws UserException if the variable is no address, or {@code GOOGLE_APPLICATION_CREDENTIALS}
   *     no file
   */
  public static CloudStorage create() {
    return create(System.getenv());
  }

  /** A client of the server at a URL, without credentials. */
  public static CloudStorage at(String url, RetryLimits limits) {
    return connect(
        StorageOptions.newBuilder()
            .setHost(url)
            .setProjectId("emulator")
            .setCredentials(NoCredentials.getInstance()),
        limits);
  }

  static CloudStorage create(Map<String, String> environment) {
    String emulator = environment.getOrDefault(EMULATOR_HOST, "").strip();
    if (!emulator.isEmpty()) {
      return at(url(emulator), RetryLimits.DEFAULT);
    }
    String credentials = environment.getOrDefault(CREDENTIALS, "").strip();
    // Google's client would go on without any, and be told that nobody may read.
    if (!credentials.isEmpty() && !Files.isReadable(Path.of(credentials))) {
      throw UserException.badParameter(
          "%s '%s' is not a file that can be read; give the file of a service account's key, or unset it and log in: gcloud auth application-default login"
              .formatted(CREDENTIALS, credentials));
    }
    return connect(StorageOptions.newBuilder(), RetryLimits.DEFAULT);
  }

  private static CloudStorage connect(StorageOptions.Builder options, RetryLimits limits) {
    // The JDK keeps five idle connections to a server: of more readers than that, some would open
    // (and encrypt) a new one for each object.
    if (System.getProperty(KEPT_CONNECTIONS) == null) {
      System.setProperty(KEPT_CONNECTIONS, "64");
    }
    CloudRetries retries = new CloudRetries(limits);
    int silence = (int) limits.silence().toMillis();
    return new CloudStorage(
        options
            .setRetrySettings(retries.settings())
            .setStorageRetryStrategy(retries)
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setConnectTimeout(silence)
                    .setReadTimeout(silence)
                    .build())
            .build(),
        retries);
  }

  @Override
  public List<StorageObject> list(StorageUri directory) throws IOException {
    return blobs(directory).stream().map(CloudStorage::object).toList();
  }

  /** The generation of an object tells each write. */
  @Override
  public String version(StorageUri directory) throws IOException {
    VersionDigest digest = new VersionDigest();
    for (Blob blob : blobs(directory)) {
      digest.add(object(blob), String.valueOf(blob.getGeneration()));
    }
    return digest.text();
  }

  private List<Blob> blobs(StorageUri directory) throws IOException {
    String prefix = directory.path().isEmpty() ? "" : directory.path() + "/";
    List<Blob> blobs = new ArrayList<>();
    try {
      for (Blob blob :
          client.list(directory.bucket(), BlobListOption.prefix(prefix)).iterateAll()) {
        // The console makes an empty object of this kind for a folder.
        if (!blob.getName().endsWith("/")) {
          blobs.add(blob);
        }
      }
    } catch (StorageException e) {
      throw CloudError.of(e, CloudError.Access.READ, directory);
    }
    retries.reached();
    blobs.sort(Comparator.comparing(Blob::getName));
    return blobs;
  }

  /**
   * The object's bytes; those of an object kept with the content encoding gzip are uncompressed, as
   * its other readers see them.
   */
  @Override
  public InputStream read(StorageUri uri) throws IOException {
    CloudDownload download = CloudDownload.open(api, retries, uri, 0, Long.MAX_VALUE);
    return download.isGzip() ? new GZIPInputStream(download) : download;
  }

  /** Bytes of the object as it is kept. */
  @Override
  public InputStream read(StorageUri uri, long offset, long length) throws IOException {
    return length <= 0
        ? InputStream.nullInputStream()
        : CloudDownload.open(api, retries, uri, offset, length);
  }

  @Override
  public PendingObject write(StorageUri uri) throws IOException {
    try {
      return new CloudPendingObject(CloudUpload.begin(api, retries, uri), uri);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before writing " + uri, e);
    } catch (Exception e) {
      throw CloudError.of(e, CloudError.Access.WRITE, uri);
    }
  }

  @Override
  public Optional<StorageObject> find(StorageUri uri) throws IOException {
    return metadata(uri, BlobField.SIZE, BlobField.CONTENT_ENCODING).map(blob -> object(uri, blob));
  }

  @Override
  public Checksum checksum(StorageUri uri) throws IOException {
    Blob blob =
        metadata(uri, BlobField.SIZE, BlobField.CRC32C)
            .orElseThrow(() -> new NoSuchFileException(uri.toString()));
    byte[] crc32c = Base64.getDecoder().decode(blob.getCrc32c());
    return new Checksum(blob.getSize(), ByteBuffer.wrap(crc32c).getInt());
  }

  @Override
  public Optional<BucketLocation> location(StorageUri directory) throws IOException {
    return Optional.of(CloudBucket.location(api, retries, directory));
  }

  @Override
  public void delete(StorageUri uri) throws IOException {
    try {
      client.delete(id(uri));
    } catch (StorageException e) {
      throw CloudError.of(e, CloudError.Access.DELETE, uri);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException(
          "cannot close the Cloud Storage client: " + e.getMessage(), e);
    }
  }

  private Optional<Blob> metadata(StorageUri uri, BlobField... fields) throws IOException {
    try {
      Optional<Blob> blob = Optional.ofNullable(client.get(id(uri), BlobGetOption.fields(fields)));
      retries.reached();
      return blob;
    } catch (StorageException e) {
      throw CloudError.of(e, CloudError.Access.READ, uri);
    }
  }

  private static String url(String address) {
    String url = address.contains("://") ? address : "http://" + address;
    try {
      URI parsed = new URI(url);
      if (parsed.getHost() != null && SCHEMES.contains(parsed.getScheme())) {
        return url.replaceFirst("/+$", "");
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw UserException.badParameter(
        "%s '%s' is not the address of a server; give host:port or a URL such as http://127.0.0.1:9023"
            .formatted(EMULATOR_HOST, address));
  }

  private static StorageObject object(Blob blob) {
    return object(new StorageUri(blob.getBucket(), blob.getName()), blob);
  }

  private static StorageObject object(StorageUri uri, Blob blob) {
    return new StorageObject(uri, blob.getSize(), GZIP.equals(blob.getContentEncoding()));
  }

  private static BlobId id(StorageUri uri) {
    return BlobId.of(uri.bucket(), uri.path());
  }
}
