package dev.visualsimilarity.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the images, and how large it is. */
class ImageFilesTest {

  private static final long MEGABYTE = 1_000_000;
  private static final String NATIVE = "app/natives/libtensorflow_cc.so.2";
  private static final int READ_BY_ALL = 0444;
  private static final int SEARCHED_BY_ALL = 0555;

  static List<String> modules() {
    return ProjectImages.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void anyUserMayReadEveryFile(String module) throws IOException {
    for (TarArchiveEntry entry : read(module).entries()) {
      int needed = entry.isDirectory() ? SEARCHED_BY_ALL : READ_BY_ALL;
      assertThat(entry.getMode() & needed).as(entry.getName()).isEqualTo(needed);
      assertThat(entry.getLongUserId()).as(entry.getName()).isZero();
      assertThat(entry.getLongGroupId()).as(entry.getName()).isZero();
      assertThat(entry.getLastModifiedTime().toMillis()).as(entry.getName()).isLessThan(2000);
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void javaIsStartedWithoutAShell(String module) throws IOException {
    ImageTar image = read(module);
    assertThat(image.words("Entrypoint"))
        .startsWith("java", "@/app/jvm-flags", "-cp", "@/app/jib-classpath-file")
        .hasSize(5);
    assertThat(image.words("Env")).contains("HOME=/tmp", "LANG=C.UTF-8");
    assertThat(image.entries())
        .extracting(TarArchiveEntry::getName)
        .noneMatch(name -> name.matches("(usr/)?bin/.*"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void carriesTheLabelsOfTheOciSpecification(String module) throws IOException {
    ImageTar image = read(module);
    JsonObject labels = image.container().getAsJsonObject("Labels");
    String prefix = "org.opencontainers.image.";
    assertThat(labels.get(prefix + "title").getAsString()).isEqualTo(module);
    assertThat(labels.get(prefix + "description").getAsString()).endsWith(".");
    assertThat(labels.get(prefix + "version").getAsString()).isEqualTo("0.1.0");
    assertThat(labels.get(prefix + "revision").getAsString()).matches("[0-9a-f]{40}|unknown");
    assertThat(labels.get(prefix + "licenses").getAsString()).isEqualTo("Apache-2.0");
    assertThat(labels.get(prefix + "created").getAsString())
        .isEqualTo(image.config().get("created").getAsString());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void unpackedNativesTakeThePlaceOfTheirJar(String module) throws IOException {
    List<String> names = read(module).entries().stream().map(TarArchiveEntry::getName).toList();
    assertThat(names).noneMatch(name -> name.matches(".*tensorflow-core-native-.*-linux-.*\\.jar"));
    assertThat(names.contains(NATIVE)).isEqualTo(ProjectImages.WITH_TENSORFLOW.contains(module));
  }

  @Test
  void theNativesAreALayerThatAllImagesShare() throws IOException {
    Set<String> layers = new HashSet<>();
    for (String module : ProjectImages.WITH_TENSORFLOW) {
      ImageTar.Layer layer = read(module).layerOf(NATIVE);
      assertThat(layer.entries())
          .extracting(TarArchiveEntry::getName)
          .allMatch(name -> name.equals("app/") || name.startsWith("app/natives/"));
      layers.add(layer.name());
    }
    assertThat(layers).hasSize(1);
  }

  @Test
  void keepsToItsSize() throws IOException {
    for (String module : List.of("build-index", "deploy-index", "clean-up", "emulator")) {
      assertThat(read(module).bytes()).as(module).isLessThan(110 * MEGABYTE);
    }
    // It reads SavedModels, by TensorFlow's classes without its natives.
    assertThat(read("upload-model").bytes()).isLessThan(115 * MEGABYTE);
    for (String module : List.of("preprocess", "extract-features", "model-server")) {
      assertThat(read(module).bytes()).as(module).isLessThan(240 * MEGABYTE);
    }
    // Both of the decoder and of the client.
    assertThat(read("query-index").bytes()).isLessThan(265 * MEGABYTE);
  }

  private static ImageTar read(String module) throws IOException {
    return ImageTar.of(ProjectImages.tar(module));
  }
}
