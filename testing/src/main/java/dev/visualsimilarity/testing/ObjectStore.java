package dev.visualsimilarity.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Objects with generations, and the resumable uploads that make them. */
final class ObjectStore {

  /** An object: its key is {@code bucket/name}. */
  static final class Stored {
    private final String key;
    private final byte[] bytes;
    private final long generation;
    private final Map<String, String> properties;

    Stored(String key, byte[] bytes, long generation, Map<String, String> properties) {
      this.key = key;
      this.bytes = bytes;
      this.generation = generation;
      this.properties = Map.copyOf(properties);
    }

    String key() {
      return key;
    }

    byte[] bytes() {
      return bytes;
    }

    long generation() {
      return generation;
    }

    Map<String, String> properties() {
      return properties;
    }

    String crc32c() {
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      return Base64.getEncoder()
          .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    Map<String, Object> metadata() {
      int slash = key.indexOf('/');
      Map<String, Object> metadata = new LinkedHashMap<>(properties);
      metadata.put("kind", "storage#object");
      metadata.put("bucket", key.substring(0, slash));
      metadata.put("name", key.substring(slash + 1));
      metadata.put("generation", Long.toString(generation));
      metadata.put("metageneration", "1");
      metadata.put("crc32c", crc32c());
      metadata.put("size", Integer.toString(bytes.length));
      return metadata;
    }
  }

  /** An upload under way, or finalised. */
  static final class Upload {
    private final String key;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Stored finalised;

    Upload(String key) {
      this.key = key;
    }

    long size() {
      return bytes.size();
    }

    Optional<Stored> finalised() {
      return Optional.ofNullable(finalised);
    }
  }

  private final Map<String, Stored> objects = new TreeMap<>();
  private final Map<String, Upload> uploads = new LinkedHashMap<>();
  private long generation = 1_000;

  synchronized Stored put(String key, byte[] bytes, Map<String, String> properties) {
    Stored object = new Stored(key, bytes, ++generation, properties);
    objects.put(key, object);
    return object;
  }

  synchronized Optional<Stored> find(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  synchronized boolean remove(String key) {
    return objects.remove(key) != null;
  }

  synchronized List<Stored> list(String prefix) {
    return objects.values().stream().filter(object -> object.key.startsWith(prefix)).toList();
  }

  synchronized String begin(String key) {
    String id = "upload-" + uploads.size();
    uploads.put(id, new Upload(key));
    return id;
  }

  synchronized Optional<Upload> upload(String id) {
    return Optional.ofNullable(uploads.get(id));
  }

  synchronized void append(Upload upload, byte[] bytes, int offset, int length) {
    upload.bytes.write(bytes, offset, length);
  }

  synchronized Stored finalise(Upload upload) {
    if (upload.finalised == null) {
      upload.finalised = put(upload.key, upload.bytes.toByteArray(), Map.of());
    }
    return upload.finalised;
  }
}
