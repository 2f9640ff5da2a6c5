package dev.visualsimilarity.storage;

import com.google.cloud.NoCredentials;
import com.google.cloud.ReadChannel;
import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
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
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects of Cloud Storage, through Google's client and its own retries. */
public final class CloudStorage implements Storage {

  private static final String EMULATOR_HOST = "STORAGE_EMULATOR_HOST";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final com.google.cloud.storage.Storage client;

  public CloudStorage(com.google.cloud.storage.Storage client) {
    this.client = client;
  }

  /**
   * A client with the application-default credentials; the environment variable {@code
   * STORAGE_EMULATOR_HOST}, a URL or {@code host:port}, points it at another server, without
   * credentials.
   *
   * @throws UserException if the variable is no address
   */
  public static CloudStorage create() {
    return create(System.getenv());
  }

  static CloudStorage create(Map<String, String> environment) {
    String emulator = environment.getOrDefault(EMULATOR_HOST, "").strip();
    StorageOptions options =
        emulator.isEmpty()
            ? StorageOptions.getDefaultInstance()
            : StorageOptions.newBuilder()
                .setHost(url(emulator))
                .setProjectId("emulator")
                .setCredentials(NoCredentials.getInstance())
                .build();
    return new CloudStorage(options.getService());
  }

  @Override
  public List<StorageObject> list(StorageUri directory) throws IOException {
    String prefix = directory.path().isEmpty() ? "" : directory.path() + "/";
    List<StorageObject> objects = new ArrayList<>();
    try {
      for (Blob blob :
          client.list(directory.bucket(), BlobListOption.prefix(prefix)).iterateAll()) {
        // The console makes an empty object of this kind for a folder.
        if (!blob.getName().endsWith("/")) {
          objects.add(
              new StorageObject(new StorageUri(blob.getBucket(), blob.getName()), blob.getSize()));
        }
      }
    } catch (StorageException e) {
      throw CloudError.of(e, CloudError.Access.READ, directory);
    }
    objects.sort(Comparator.comparing(object -> object.uri().path()));
    return List.copyOf(objects);
  }

  @Override
  public InputStream read(StorageUri uri) throws IOException {
    return read(uri, 0, Long.MAX_VALUE);
  }

  @Override
  public InputStream read(StorageUri uri, long offset, long length) throws IOException {
    StorageObject object = find(uri).orElseThrow(() -> new NoSuchFileException(uri.toString()));
    ReadChannel channel = client.reader(id(uri));
    try {
      channel.seek(offset);
      channel.limit(length > object.size() - offset ? object.size() : offset + length);
    } catch (StorageException e) {
      channel.close();
      throw CloudError.of(e, CloudError.Access.READ, uri);
    }
    return new CloudInputStream(Channels.newInputStream(channel), uri);
  }

  @Override
  public PendingObject write(StorageUri uri) throws IOException {
    try {
      WriteChannel channel = client.writer(BlobInfo.newBuilder(id(uri)).build());
      return new CloudPendingObject(channel, uri);
    } catch (StorageException e) {
      throw CloudError.of(e, CloudError.Access.WRITE, uri);
    }
  }

  @Override
  public Optional<StorageObject> find(StorageUri uri) throws IOException {
    try {
      return Optional.ofNullable(client.get(id(uri)))
          .map(blob -> new StorageObject(uri, blob.getSize()));
    } catch (StorageException e) {
      throw CloudError.of(e, CloudError.Access.READ, uri);
    }
  }

  @Override
  public Checksum checksum(StorageUri uri) throws IOException {
    Blob blob;
    try {
      blob = client.get(id(uri), BlobGetOption.fields(BlobField.SIZE, BlobField.CRC32C));
    } catch (StorageException e) {
      throw CloudError.of(e, CloudError.Access.READ, uri);
    }
    if (blob == null) {
      throw new NoSuchFileException(uri.toString());
    }
    byte[] crc32c = Base64.getDecoder().decode(blob.getCrc32c());
    return new Checksum(blob.getSize(), ByteBuffer.wrap(crc32c).getInt());
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

  private static BlobId id(StorageUri uri) {
    return BlobId.of(uri.bucket(), uri.path());
  }
}
