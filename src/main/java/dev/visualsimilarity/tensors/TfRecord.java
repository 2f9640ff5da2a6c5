package dev.visualsimilarity.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

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
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, Long.BYTES);
    buffer.putInt(masked(crc));
    return bytes;
  }

  static byte[] footer(CRC32C crc) {
    return ByteBuffer.allocate(FOOTER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(masked(crc))
        .array();
  }

  /** The sum as it is stored: rotated and shifted, since a CRC of data with CRCs in it is weak. */
  static int masked(CRC32C crc) {
    return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
  }
}
