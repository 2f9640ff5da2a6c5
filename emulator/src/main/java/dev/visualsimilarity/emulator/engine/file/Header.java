package dev.visualsimilarity.emulator.engine.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a file; the payload follows. All numbers are little-endian.
 *
 * <pre>
 * offset  size
 *      0     8  "VSENGINE", ASCII
 *      8     4  int32, version of the format: 1
 *     12    16  what the payload is, ASCII, filled up with zeros: "index", "vectors", "datapoints", "leaves"
 *     28     8  int64, bytes of the payload
 *     36     4  int32, CRC-32C of the payload
 *     40    20  zeros
 *     60     4  int32, CRC-32C of the 60 bytes before
 * </pre>
 *
 * @param kind what the payload is
 * @param length its bytes
 * @param checksum its CRC-32C
 */
record Header(String kind, long length, int checksum) {
  static final int SIZE = 64;
  private static final int VERSION = 1;
  private static final byte[] MAGIC = "VSENGINE".getBytes(StandardCharsets.US_ASCII);
  private static final int KIND_SIZE = 16;
  private static final int CHECKSUM_OFFSET = 60;

  ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putInt(VERSION);
    bytes.put(Arrays.copyOf(kind.getBytes(StandardCharsets.US_ASCII), KIND_SIZE));
    bytes.putLong(length).putInt(checksum);
    bytes.putInt(CHECKSUM_OFFSET, checksumOf(bytes));
    return bytes.rewind();
  }

  /** Parses the bytes of a file that should hold {@code kind}. */
  static Header parse(ByteBuffer bytes, String kind, Path path) throws IndexFileException {
    bytes.order(ByteOrder.LITTLE_ENDIAN).rewind();
    byte[] magic = new byte[MAGIC.length];
    bytes.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IndexFileException(path, "it is not a file of the index engine");
    }
    int version = bytes.getInt();
    if (version != VERSION) {
      throw new IndexFileException(
          path,
          "its format has version %d, and this program reads version %d"
              .formatted(version, VERSION));
    }
    if (bytes.getInt(CHECKSUM_OFFSET) != checksumOf(bytes)) {
      throw IndexFileException.damaged(path, "its header does not have the checksum that it says");
    }
    byte[] name = new byte[KIND_SIZE];
    bytes.get(name);
    String found = new String(name, StandardCharsets.US_ASCII).strip().replace("\0", "");
    if (!found.equals(kind)) {
      throw new IndexFileException(path, "it holds %s instead of %s".formatted(found, kind));
    }
    return new Header(kind, bytes.getLong(), bytes.getInt());
  }

  private static int checksumOf(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(0, CHECKSUM_OFFSET));
    return (int) checksum.getValue();
  }
}
