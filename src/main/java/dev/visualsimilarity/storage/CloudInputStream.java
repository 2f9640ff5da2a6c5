package dev.visualsimilarity.storage;

import com.google.cloud.storage.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An object's bytes, with the failures of the download told on one line. */
final class CloudInputStream extends FilterInputStream {

  private final StorageUri uri;

  CloudInputStream(InputStream in, StorageUri uri) {
    super(in);
    this.uri = uri;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (StorageException | IOException e) {
      throw CloudError.of(e, CloudError.Access.READ, uri);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (StorageException | IOException e) {
      throw CloudError.of(e, CloudError.Access.READ, uri);
    }
  }
}
