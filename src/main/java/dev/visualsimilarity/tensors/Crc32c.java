package dev.visualsimilarity.tensors;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C sums and the sum of two parts put together, so that the parts can be summed by different
 * threads, and each byte once.
 *
 * <p>A sum is a polynomial over GF(2) modulo that of CRC-32C, bit 31 the coefficient of x^0.
 * Putting n bytes behind a part multiplies its sum by x^(8n), and the sum of the bytes is added:
 * see M. Adler's account of crc32_combine in zlib,
 * https://github.com/madler/zlib/blob/develop/crc32.c.
 */
final class Crc32c {

  private static final int POLYNOMIAL = 0x82f63b78;
  private static final int ONE = 1 << 31;
  private static final int X = 1 << 30;

  /** x^(8·2^k) at k. */
  private static final int[] BYTE_POWERS = bytePowers();

  private Crc32c() {}

  static int of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** The sum of what remains in a buffer, which stays as it is. */
  static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /** The sum of a first part followed by a second one of {@code length} bytes. */
  static int combine(int first, int second, long length) {
    int shifted = first;
    for (long rest = length, k = 0; rest != 0; rest >>>= 1, k++) {
      if ((rest & 1) != 0) {
        shifted = multiply(shifted, BYTE_POWERS[(int) k]);
      }
    }
    return shifted ^ second;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int power = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= power;
      }
      power = (power & 1) == 0 ? power >>> 1 : (power >>> 1) ^ POLYNOMIAL;
    }
    return product;
  }

  private static int[] bytePowers() {
    int[] powers = new int[Long.SIZE];
    int power = X;
    for (int doubling = 0; doubling < 3; doubling++) {
      power = multiply(power, power);
    }
    for (int k = 0; k < powers.length; k++) {
      powers[k] = power;
      power = multiply(power, power);
    }
    return powers;
  }
}
