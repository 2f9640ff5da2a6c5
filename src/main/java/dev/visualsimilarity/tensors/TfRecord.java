package dev.visualsimilarity.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The framing of a TFRecord file: a sequence of records, each of
 *
 * <pre>
 * uint64 length            little-endian
 * uint32 masked CRC32C     of the 8 bytes of the length
 * byte   data[length]
 * uint32 masked CRC32C     of the data
 * </pre>
 *
 * as described at https://www.tensorflow.org/tutorials/load_data/tfrecord.
 */
final class TfRecord {

  static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
  static final int FOOTER_BYTES = Integer.BYTES;

  private static final int MASK_DELTA = 0xa282ead8;
  private static final int MASK_ROTATION = 15;

  private TfRecord() {}

  static byte[] header(long length) {
    byte[] bytes = new byte[HEADER_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    buffer.putInt(masked(Crc32c.of(ByteBuffer.wrap(bytes, 0, Long.BYTES))));
    return bytes;
  }

  static byte[] footer(int crc) {
    return ByteBuffer.allocate(FOOTER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(masked(crc))
        .array();
  }

  /** The sum as it is stored: rotated and shifted, since a CRC of data with CRCs in it is weak. */
  static int masked(int crc) {
    return Integer.rotateRight(crc, MASK_ROTATION) + MASK_DELTA;
  }
}
