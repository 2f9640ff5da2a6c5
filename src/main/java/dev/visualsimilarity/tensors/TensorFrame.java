package dev.visualsimilarity.tensors;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A {@link TensorRecord} as the bytes of a shard, with their sum: all the work on a record that can
 * be done by another thread than the one that writes the shard.
 */
public final class TensorFrame {

  private final byte[] head;
  private final ByteBuffer tensor;
  private final byte[] foot;
  private final int crc;

  private TensorFrame(byte[] head, ByteBuffer tensor, byte[] foot, int crc) {
    this.head = head;
    this.tensor = tensor;
    this.foot = foot;
    this.crc = crc;
  }

  /** Frames a record. Its tensor is not copied and must not change until it is written. */
  public static TensorFrame of(TensorRecord record) throws IOException {
    byte[] prefix = TensorExample.prefix(record);
    ByteBuffer tensor = record.tensor().duplicate();
    int length = tensor.remaining();
    int crcOfTensor = Crc32c.of(tensor);
    int crcOfData = Crc32c.combine(Crc32c.of(prefix), crcOfTensor, length);
    byte[] header = TfRecord.header((long) prefix.length + length);
    byte[] head =
        ByteBuffer.allocate(header.length + prefix.length).put(header).put(prefix).array();
    byte[] foot = TfRecord.footer(crcOfData);
    int crc = Crc32c.combine(Crc32c.of(head), crcOfTensor, length);
    return new TensorFrame(head, tensor, foot, Crc32c.combine(crc, Crc32c.of(foot), foot.length));
  }

  /** What comes before the tensor. */
  byte[] head() {
    return head;
  }

  ByteBuffer tensor() {
    return tensor.duplicate();
  }

  /** What comes after the tensor. */
  byte[] foot() {
    return foot;
  }

  /** The CRC-32C of all three. */
  int crc() {
    return crc;
  }

  /** Bytes that it takes in the shard. */
  public long length() {
    return (long) head.length + tensor.remaining() + foot.length;
  }
}
