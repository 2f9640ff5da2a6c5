package dev.visualsimilarity.sample.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files in {@code catalog/} are what the generator draws. */
class CommittedCatalogTest {

  private static final Path FOLDER = Path.of("catalog");

  private final SampleCatalog catalog = new SampleCatalog();

  @Test
  void tablesAreThoseOfTheGenerator(@TempDir Path folder) throws IOException {
    new CatalogWriter(catalog, folder).writeTables();
    for (String table : List.of("catalog.csv", "queries.csv")) {
      assertThat(FOLDER.resolve(table)).hasSameBinaryContentAs(folder.resolve(table));
    }
  }

  @Test
  void everyPictureDecodesAtItsSize() throws IOException {
    for (Photo photo : catalog.photos()) {
      assertThat(committed("images", photo).getWidth()).isEqualTo(photo.size());
    }
    for (Photo photo : catalog.queries()) {
      assertThat(committed("queries", photo).getWidth()).isEqualTo(photo.size());
    }
  }

  @Test
  void noFileIsLeftOver() throws IOException {
    List<String> expected =
        new ArrayList<>(catalog.photos().stream().map(Photo::fileName).toList());
    for (BrokenFile file : BrokenFile.values()) {
      if (file != BrokenFile.MISSING) {
        expected.add(file.fileName());
      }
    }
    assertThat(names("images")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(names("queries"))
        .containsExactlyInAnyOrderElementsOf(
            catalog.queries().stream().map(Photo::fileName).toList());
  }

  @Test
  void picturesAreThoseOfTheGenerator() throws IOException {
    for (int i = 0; i < 300; i += 37) {
      assertSame(catalog.photos().get(i), "images");
    }
    for (int i = 0; i < 80; i += 29) {
      assertSame(catalog.queries().get(i), "queries");
    }
  }

  @Test
  void drawingTwiceGivesTheSameBytes() {
    Photo photo = catalog.queries().get(3);
    assertThat(new SampleCatalog().queries().get(3).take()).isEqualTo(photo.take());
  }

  @ParameterizedTest
  @EnumSource
  void brokenFilesDoNotDecode(BrokenFile file) {
    Path path = FOLDER.resolve("images").resolve(file.fileName());
    assertThat(decodes(path)).isFalse();
  }

  /** Rasterisers and encoders of other JDKs may differ by a little here and there. */
  private static void assertSame(Photo photo, String subfolder) throws IOException {
    BufferedImage committed = committed(subfolder, photo);
    BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(photo.take()));
    double difference = 0;
    for (int y = 0; y < photo.size(); y++) {
      for (int x = 0; x < photo.size(); x++) {
        int a = committed.getRGB(x, y);
        int b = drawn.getRGB(x, y);
        difference += Math.abs(((a >> 8) & 255) - ((b >> 8) & 255));
      }
    }
    assertThat(difference / photo.size() / photo.size()).as(photo.id()).isLessThan(0.5);
  }

  private static BufferedImage committed(String subfolder, Photo photo) throws IOException {
    BufferedImage picture =
        ImageIO.read(FOLDER.resolve(subfolder).resolve(photo.fileName()).toFile());
    assertThat(picture).as(photo.fileName()).isNotNull();
    return picture;
  }

  private static List<String> names(String subfolder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(subfolder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** False if the decoder fails, finds no image, or ends with a warning of lost data. */
  private static boolean decodes(Path file) {
    try (var stream = ImageIO.createImageInputStream(file.toFile())) {
      if (stream == null) {
        return false;
      }
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return false;
      }
      List<String> warnings = new ArrayList<>();
      var reader = readers.next();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(stream);
      reader.read(0);
      return warnings.isEmpty();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
