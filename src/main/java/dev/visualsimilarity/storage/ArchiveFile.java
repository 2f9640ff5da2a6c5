package dev.visualsimilarity.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An archive whose directory was read.
 *
 * @param bytes of the archive
 * @param index its files
 */
record ArchiveFile(ArchiveBytes bytes, ArchiveIndex index) {

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveFile.class);
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] TAR = "ustar".getBytes(StandardCharsets.US_ASCII);
  private static final int TAR_MAGIC_AT = 257;
  // At 50 MB/s, what a request costs before its first byte.
  private static final long CLOUD_READ_THROUGH = 1 << 21;

  /**
   * Reads the directory of an archive, whose format is recognised by its content. A compressed tar
   * is unpacked for that.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if it is no archive or a broken one
   */
  static ArchiveFile open(Storage storage, StorageUri uri) throws IOException {
    StorageObject object =
        storage.find(uri).orElseThrow(() -> new NoSuchFileException(uri.toString()));
    ArchiveBytes bytes = ArchiveBytes.of(storage, object);
    byte[] head;
    try (InputStream in = bytes.read(0, TAR_MAGIC_AT + TAR.length)) {
      head = in.readAllBytes();
    }
    if (startsWith(head, 0, GZIP)) {
      LOG.info("{}: unpacking it, for a compressed tar cannot be read in place", uri);
      try (InputStream in = new GZIPInputStream(storage.read(uri))) {
        bytes = ArchiveUnpacked.unpack(in, uri);
      } catch (ZipException | EOFException e) {
        throw broken(uri, e);
      }
    }
    try {
      ArchiveIndex index = index(format(uri, head), bytes, uri);
      LOG.info("{}: {} files", uri, index.below("").size());
      return new ArchiveFile(bytes, index);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private static ArchiveIndex index(ArchiveFormat format, ArchiveBytes bytes, StorageUri uri)
      throws IOException {
    long readThrough = uri.isLocal() ? 0 : CLOUD_READ_THROUGH;
    ArchiveChannel channel = new ArchiveChannel(bytes, readThrough);
    try {
      return format.index(channel);
    } catch (IOException | RuntimeException e) {
      channel.rethrow();
      throw broken(uri, e);
    }
  }

  private static ArchiveFormat format(StorageUri uri, byte[] head) {
    boolean named = uri.name().toLowerCase(Locale.ROOT).endsWith(".zip");
    boolean tar = startsWith(head, 0, GZIP) || startsWith(head, TAR_MAGIC_AT, TAR);
    return startsWith(head, 0, ZIP) || (named && !tar) ? ArchiveFormat.ZIP : ArchiveFormat.TAR;
  }

  private static boolean startsWith(byte[] bytes, int offset, byte[] magic) {
    return bytes.length >= offset + magic.length
        && Arrays.equals(bytes, offset, offset + magic.length, magic, 0, magic.length);
  }

  private static IOException broken(StorageUri uri, Exception e) {
    return new IOException(
        "archive %s cannot be read: %s; check that it is whole, and a zip or tar"
            .formatted(uri, e.getMessage()),
        e);
  }
}
