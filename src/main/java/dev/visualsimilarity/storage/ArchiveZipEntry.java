package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;

/**
 * A file in a zip, read with one ranged read: its local header (APPNOTE.TXT 4.3.7) and its data
 * stand together.
 *
 * @param offset of its local header
 * @param span from there, how many bytes hold header and data, or more
 * @param storedSize bytes of its data as they are stored
 * @param size bytes of the file
 * @param method how it is compressed, APPNOTE.TXT 4.4.5
 * @param crc CRC-32 of the file
 * @param encrypted whether a password is needed
 */
record ArchiveZipEntry(
    long offset, long span, long storedSize, long size, int method, int crc, boolean encrypted)
    implements ArchiveEntry {

  private static final int HEADER_BYTES = 30;
  private static final int HEADER_SIGNATURE = 0x04034b50;
  private static final int NAME_LENGTH_AT = 26;
  private static final int EXTRA_LENGTH_AT = 28;
  private static final int BUFFER_BYTES = 1 << 15;

  @Override
  public InputStream open(ArchiveBytes bytes) throws IOException {
    if (encrypted) {
      throw new IOException("the archive holds this file encrypted; make it without a password");
    }
    InputStream in = bytes.read(offset, span);
    try {
      skipHeader(in);
      InputStream file = decompressed(new BoundedInputStream(in, storedSize));
      return new ArchiveEntryStream(file, size, Optional.of(crc));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static void skipHeader(InputStream in) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    if (header.capacity() < HEADER_BYTES || header.getInt(0) != HEADER_SIGNATURE) {
      throw new IOException("the archive is damaged: this file is not where its directory says");
    }
    in.skipNBytes(
        Short.toUnsignedLong(header.getShort(NAME_LENGTH_AT))
            + Short.toUnsignedLong(header.getShort(EXTRA_LENGTH_AT)));
  }

  private InputStream decompressed(InputStream stored) throws IOException {
    ZipMethod known = ZipMethod.getMethodByCode(method);
    return switch (known == null ? ZipMethod.UNKNOWN : known) {
      case STORED -> stored;
      case DEFLATED -> new RawInflaterStream(stored);
      case ENHANCED_DEFLATED -> new Deflate64CompressorInputStream(stored);
      case BZIP2 -> new BZip2CompressorInputStream(stored);
      default ->
          throw new IOException(
              "the archive holds this file compressed by method %d (%s); allowed are store, deflate, deflate64 and bzip2"
                  .formatted(method, known == null ? "unknown" : known));
    };
  }

  /** Deflated data without the zlib header. */
  private static final class RawInflaterStream extends InflaterInputStream {

    RawInflaterStream(InputStream in) {
      super(in, new Inflater(true), BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
