package dev.visualsimilarity.preprocess.resume;

import com.google.gson.stream.JsonWriter;
import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.datapoint.AttributesJson;
import dev.visualsimilarity.preprocess.image.ImageReader;
import dev.visualsimilarity.storage.ArchivePath;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.OutageException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/**
 * All that an item's part of a shard depends on, as bytes that are equal only where all of it is:
 * id, attributes, the image's URI, and size and CRC-32C of its content.
 */
public final class ItemKey {

  private ItemKey() {}

  /** The key of an item whose image was read: with the checksum of its content. */
  public static byte[] of(CatalogItem item, Checksum image) {
    return of(item, text(image));
  }

  /**
   * The key of an item whose image is not read: by its checksum, which Cloud Storage knows.
   *
   * @throws UncheckedIOException of an {@link OutageException}; any other failure is a state of the
   *     image like its content
   */
  public static byte[] find(CatalogItem item, Storage storage) {
    return of(item, state(storage, item.image()));
  }

  private static String state(Storage storage, StorageUri image) {
    try {
      // Of an object in Cloud Storage the checksum is known; a file is read for it, to no end here.
      boolean known = !image.isLocal() && ArchivePath.of(image).isEmpty();
      long size = known ? 0 : storage.find(image).map(StorageObject::size).orElse(0L);
      return size > ImageReader.MAX_BYTES ? "too large: " + size : text(storage.checksum(image));
    } catch (NoSuchFileException e) {
      return "missing";
    } catch (OutageException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private static String text(Checksum checksum) {
    return checksum.size() + " " + checksum.crc32c();
  }

  private static byte[] of(CatalogItem item, String image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter attributes = new StringWriter();
    try (DataOutputStream out = new DataOutputStream(bytes);
        JsonWriter json = new JsonWriter(attributes)) {
      json.beginObject();
      AttributesJson.write(json, item.attributes());
      json.endObject();
      write(out, item.id());
      write(out, attributes.toString());
      write(out, item.image().toString());
      write(out, image);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  /** With its length in front, so that no two lists of texts have the same bytes. */
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
