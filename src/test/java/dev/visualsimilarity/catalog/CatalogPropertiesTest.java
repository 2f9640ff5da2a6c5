package dev.visualsimilarity.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CatalogPropertiesTest {

  @Property(tries = 200)
  void everyTextInQuotesComesBackAsItWasWritten(
      @ForAll("texts") List<String> titles, @ForAll boolean windows) throws IOException {
    String end = windows ? "\r\n" : "\n";
    StringBuilder csv = new StringBuilder("id,\"title\",image" + end);
    for (int i = 0; i < titles.size(); i++) {
      csv.append(i).append(",\"").append(titles.get(i).replace("\"", "\"\"")).append("\",i.jpg");
      csv.append(end);
    }
    assertThat(titles(csv.toString())).isEqualTo(titles);
  }

  @Property(tries = 200)
  void everyTextInJsonLinesComesBackAsItWasWritten(@ForAll("texts") List<String> titles)
      throws IOException {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < titles.size(); i++) {
      json.append(
          Json.COMPACT.toJson(
              Map.of("id", i, "title", titles.get(i), "image", i + ".jpg", "tags", titles)));
      json.append("\n");
    }
    assertThat(titles(json.toString())).isEqualTo(titles);
  }

  @Property(tries = 300)
  void noJsonEverEndsInAnythingButRowsOrAUsersMistake(@ForAll("lines") String text)
      throws IOException {
    Path file = Files.createTempFile("catalog", ".jsonl");
    try {
      Files.writeString(file, "{\"id\":\"a\",\"image\":\"b\"}\n" + text);
      CatalogSource source = CatalogSource.parse(file.toString(), "");
      List<CatalogRow> rows = new ArrayList<>();
      try (CatalogReader reader =
          CatalogReader.open(new LocalStorage(), source, new CatalogOptions().columns())) {
        reader.forEachRemaining(rows::add);
      }
      assertThat(rows).hasSize(1 + (int) text.lines().filter(line -> !line.isBlank()).count());
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 300)
  void noTextEverEndsInAnythingButRowsOrAUsersMistake(@ForAll("files") String text)
      throws IOException {
    Path file = Files.createTempFile("catalog", ".csv");
    try {
      Files.writeString(file, "id,image\n" + text);
      CatalogSource source = CatalogSource.parse(file.toString(), "");
      try (CatalogReader reader =
          CatalogReader.open(new LocalStorage(), source, new CatalogOptions().columns())) {
        reader.forEachRemaining(row -> assertThat(row).isNotNull());
      } catch (UserException e) {
        assertThat(e.getMessage()).contains(file.toString());
      }
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> plain = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<String> tricky =
        Arbitraries.strings().withChars('"', ',', '\n', '\r', 'a', ';', '\t', ' ').ofMaxLength(12);
    // Lone surrogates cannot be written as UTF-8.
    return Arbitraries.oneOf(plain.filter(text -> text.chars().noneMatch(c -> c >= 0xd800)), tricky)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(
            "{", "}", "[", "]", "\"id\"", ":", ",", "1", "null", "\n", " ", "\"x", "-")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.strings().withChars("\",\n\rab/:.\0{}\u00e4=").ofMaxLength(60);
  }

  private static List<String> titles(String csv) throws IOException {
    Path file = Files.createTempFile("catalog", ".csv");
    List<String> titles = new ArrayList<>();
    try {
      Files.writeString(file, csv);
      CatalogSource source = CatalogSource.parse(file.toString(), "");
      try (CatalogReader reader =
          CatalogReader.open(new LocalStorage(), source, new CatalogOptions().columns())) {
        reader.forEachRemaining(row -> titles.add(((CatalogItem) row).columns().get("title")));
      }
    } finally {
      Files.delete(file);
    }
    return titles;
  }
}
