package dev.visualsimilarity.vertexai.cost;

import dev.visualsimilarity.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The table of prices, {@code prices.json} beside this class, in US dollars.
 *
 * @param source where they were read
 * @param date when, such as {@code 2026-10-02}
 * @param region whose they are
 * @param buildPerGib of building or updating an index, for each GiB of vectors
 * @param nodeHour of serving, by machine type: one replica of one shard for an hour, busy or idle
 */
public record Prices(
    String source, String date, String region, double buildPerGib, Map<String, Double> nodeHour) {

  public Prices {
    nodeHour = Map.copyOf(nodeHour);
  }

  /** Reads the table. */
  public static Prices load() {
    try (InputStream file = Prices.class.getResourceAsStream("prices.json");
        Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      return Json.COMPACT.fromJson(reader, Prices.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table of prices", e);
    }
  }

  /** The price of a machine for an hour; empty if the table does not have it. */
  public OptionalDouble nodeHour(String machineType) {
    Double price = nodeHour.get(machineType);
    return price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
  }

  /** Whose prices they are, for the end of a sentence. */
  String origin() {
    return "an estimate from %s prices of %s".formatted(region, date);
  }
}
