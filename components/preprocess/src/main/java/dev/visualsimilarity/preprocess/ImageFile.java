package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.digest.DigestSet;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.image.ImageReader;
import dev.visualsimilarity.preprocess.resume.ItemKey;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.Storage;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The image of an item as it was read. Its bytes are forgotten when it was decoded. Not thread
 * safe.
 */
final class ImageFile {

  private static final byte[] NONE = new byte[0];

  private final CatalogItem item;
  private final byte[] key;
  private final byte[] digest;
  private final BadImageException failure;
  private final LargeFiles.Share memory;
  private byte[] bytes;

  private ImageFile(
      CatalogItem item,
      byte[] key,
      byte[] digest,
      byte[] bytes,
      BadImageException failure,
      LargeFiles.Share memory) {
    this.item = item;
    this.key = key;
    this.digest = digest;
    this.bytes = bytes;
    this.failure = failure;
    this.memory = memory;
  }

  /** Reads the image of an item. */
  static ImageFile read(
      CatalogItem item, ImageReader reader, Storage storage, LargeFiles.Share memory) {
    try {
      byte[] bytes = reader.read(item.image(), memory);
      memory.shrink(bytes.length);
      Checksum checksum = Checksum.of(bytes);
      return new ImageFile(
          item, ItemKey.of(item, checksum), digest(bytes, checksum), bytes, null, memory);
    } catch (BadImageException e) {
      memory.close();
      return new ImageFile(item, ItemKey.find(item, storage), NONE, NONE, e, memory);
    }
  }

  CatalogItem item() {
    return item;
  }

  /** Identifies the item and this content of its image. */
  byte[] key() {
    return key;
  }

  /**
   * Tells the content from all others by its length and two sums: these are quick before Java has
   * compiled anything, as a cryptographic digest is not.
   */
  byte[] digest() {
    return digest;
  }

  /** Whether it is one of the {@link LargeFiles}. */
  boolean isLarge() {
    return memory.isLarge();
  }

  /**
   * The content.
   *
   * @throws BadImageException if it could not be read
   */
  byte[] bytes() throws BadImageException {
    if (failure != null) {
      throw failure;
    }
    return bytes;
  }

  private static byte[] digest(byte[] bytes, Checksum checksum) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return ByteBuffer.allocate(DigestSet.BYTES)
        .putInt(bytes.length)
        .putInt(checksum.crc32c())
        .putLong(crc.getValue())
        .array();
  }

  /** Lets the memory of the content go. */
  void forget() {
    bytes = NONE;
    memory.close();
  }

  Outcome rejected(BadImageException reason) {
    return new Outcome.Rejected(this, reason.reject(item.id(), item.image().toString()));
  }
}
