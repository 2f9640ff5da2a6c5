package dev.visualsimilarity.storage;

import com.google.cloud.ReadChannel;
import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Objects of Cloud Storage, through Google's client and its own retries. */
public final class CloudStorage implements Storage {

  private static final int NOT_FOUND = 404;

  private final com.google.cloud.storage.Storage client;

  public CloudStorage(com.google.cloud.storage.Storage client) {
    this.client = client;
  }

  /**
   * A client with the application-default credentials; the environment variable {@code
   * STORAGE_EMULATOR_HOST} points it at another server, as it does every Google client.
   */
  public static CloudStorage create() {
    return new CloudStorage(StorageOptions.getDefaultInstance().getService());
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
      throw translated(e, directory);
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
      throw translated(e, uri);
    }
    return Channels.newInputStream(channel);
  }

  @Override
  public PendingObject write(StorageUri uri) throws IOException {
    try {
      WriteChannel channel = client.writer(BlobInfo.newBuilder(id(uri)).build());
      return new CloudPendingObject(channel);
    } catch (StorageException e) {
      throw translated(e, uri);
    }
  }

  @Override
  public Optional<StorageObject> find(StorageUri uri) throws IOException {
    try {
      return Optional.ofNullable(client.get(id(uri)))
          .map(blob -> new StorageObject(uri, blob.getSize()));
    } catch (StorageException e) {
      throw translated(e, uri);
    }
  }

  @Override
  public void delete(StorageUri uri) throws IOException {
    try {
      client.delete(id(uri));
    } catch (StorageException e) {
      throw translated(e, uri);
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

  private static BlobId id(StorageUri uri) {
    return BlobId.of(uri.bucket(), uri.path());
  }

  private static IOException translated(StorageException e, StorageUri uri) {
    if (e.getCode() == NOT_FOUND) {
      NoSuchFileException missing = new NoSuchFileException(uri.toString());
      missing.initCause(e);
      return missing;
    }
    return new IOException("Cloud Storage refused " + uri + ": " + e.getMessage(), e);
  }
}
