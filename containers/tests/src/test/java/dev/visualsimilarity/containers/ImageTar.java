package dev.visualsimilarity.containers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What is in an image's tar file (that of {@code docker save}).
 *
 * @param config its configuration, as the OCI image specification has it
 * @param layers in order
 */
record ImageTar(JsonObject config, List<Layer> layers) {

  /**
   * A layer.
   *
   * @param name that of its file, which has its digest
   * @param bytes its size, compressed
   * @param entries without content
   */
  record Layer(String name, long bytes, List<TarArchiveEntry> entries) {}

  private static final Map<Path, ImageTar> READ = new HashMap<>();

  /** What is in a tar file, which is read once. */
  static synchronized ImageTar of(Path tar) throws IOException {
    if (!READ.containsKey(tar)) {
      READ.put(tar, read(tar));
    }
    return READ.get(tar);
  }

  private static ImageTar read(Path tar) throws IOException {
    Map<String, Layer> layers = new HashMap<>();
    Map<String, JsonElement> documents = new HashMap<>();
    try (TarArchiveInputStream files = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
        String name = file.getName();
        if (name.endsWith(".tar.gz")) {
          layers.put(name, new Layer(name, file.getSize(), entries(files)));
        } else {
          String text = new String(files.readAllBytes(), StandardCharsets.UTF_8);
          documents.put(name, JsonParser.parseString(text));
        }
      }
    }
    JsonObject manifest = documents.get("manifest.json").getAsJsonArray().get(0).getAsJsonObject();
    List<Layer> ordered = new ArrayList<>();
    for (JsonElement name : manifest.getAsJsonArray("Layers")) {
      ordered.add(layers.get(name.getAsString()));
    }
    return new ImageTar(
        documents.get(manifest.get("Config").getAsString()).getAsJsonObject(),
        List.copyOf(ordered));
  }

  /** What the container is started with, and its environment. */
  JsonObject container() {
    return config.getAsJsonObject("config");
  }

  /** The words of a list in {@link #container()}. */
  List<String> words(String field) {
    JsonArray words = container().getAsJsonArray(field);
    return words.asList().stream().map(JsonElement::getAsString).toList();
  }

  /** All files of all layers. */
  List<TarArchiveEntry> entries() {
    return layers.stream().flatMap(layer -> layer.entries().stream()).toList();
  }

  /** Its size, compressed. */
  long bytes() {
    return layers.stream().mapToLong(Layer::bytes).sum();
  }

  /** The layer that has a file. */
  Layer layerOf(String file) {
    return layers.stream()
        .filter(layer -> layer.entries().stream().anyMatch(e -> e.getName().equals(file)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no layer has " + file));
  }

  private static List<TarArchiveEntry> entries(InputStream compressed) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    TarArchiveInputStream layer = new TarArchiveInputStream(new GZIPInputStream(compressed));
    for (TarArchiveEntry entry = layer.getNextEntry();
        entry != null;
        entry = layer.getNextEntry()) {
      entries.add(entry);
    }
    return entries;
  }
}
