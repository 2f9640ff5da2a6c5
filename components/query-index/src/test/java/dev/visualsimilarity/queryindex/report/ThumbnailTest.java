package dev.visualsimilarity.queryindex.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {

  private static final String PREFIX = "data:image/jpeg;base64,";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"2000, 1000, 112, 56", "30, 60, 30, 60", "1, 5000, 1, 112"})
  void keepsTheShapeAndIsNeverLarger(int width, int height, int smallWidth, int smallHeight)
      throws IOException {
    Path file = folder.resolve("a.png");
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    ImageIO.write(image, "png", file.toFile());
    String uri = Thumbnail.dataUri(new LocalStorage(), StorageUri.local(file)).orElseThrow();
    assertThat(uri).startsWith(PREFIX);
    byte[] bytes = Base64.getDecoder().decode(uri.substring(PREFIX.length()));
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(small.getWidth()).isEqualTo(smallWidth);
    assertThat(small.getHeight()).isEqualTo(smallHeight);
    assertThat(small.getRGB(0, 0) & 0xff).as("transparent is white").isGreaterThan(250);
  }

  @Test
  void thereIsNoneOfWhatIsNoPicture() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jpg"), "no picture");
    Path cut = Files.write(folder.resolve("b.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    for (Path path : new Path[] {file, cut, folder.resolve("nowhere.jpg"), folder}) {
      assertThat(Thumbnail.dataUri(new LocalStorage(), StorageUri.local(path))).isEmpty();
    }
  }
}
