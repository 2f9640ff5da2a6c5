package dev.visualsimilarity.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {

  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void drawPictures() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    for (int i = 0; i < 2; i++) {
      BufferedImage picture = new BufferedImage(20 + i, 10, BufferedImage.TYPE_INT_RGB);
      picture.createGraphics().fillRect(0, 0, 5 + 10 * i, 10);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(picture, "jpg", bytes);
      Files.write(source.resolve(i + ".jpg"), bytes.toByteArray());
    }
    Files.writeString(source.resolve("broken.jpg"), "no picture");
    Files.writeString(source.resolve("notes.txt"), "no picture either");
  }

  @Test
  void noTwoFilesHaveTheSameBytesThoughTheirPicturesAreTheSame() throws IOException {
    Pictures pictures = Pictures.of("drawn", source);
    assertThat(pictures.files()).hasSize(2);
    ImageSet images = ImageSet.write(pictures, 5, folder.resolve("set"));

    assertThat(Files.readAllLines(images.catalog()))
        .hasSize(6)
        .startsWith("id,image", "item-000000,item-000000.jpg");
    List<byte[]> files = images.read(9);
    assertThat(files.stream().map(Arrays::hashCode).distinct()).hasSize(5);
    assertThat(pixels(files.get(4))).isEqualTo(pixels(pictures.files().get(0)));
    assertThat(pixels(files.get(3))).isEqualTo(pixels(pictures.files().get(1)));
  }

  @Test
  void drawsPicturesAnewInAnotherSize() throws IOException {
    Pictures small = Pictures.of("drawn", source).drawn(8);
    assertThat(small.name()).isEqualTo("images of 8 x 8");
    for (byte[] file : small.files()) {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
      assertThat(picture.getWidth()).isEqualTo(8);
      assertThat(picture.getHeight()).isEqualTo(8);
    }
  }

  @Test
  void aFolderWithoutPicturesIsAUsersMistake() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Pictures.of("none", empty))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no .jpg file");
  }

  private static int[] pixels(byte[] file) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
    int width = picture.getWidth();
    return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }
}
