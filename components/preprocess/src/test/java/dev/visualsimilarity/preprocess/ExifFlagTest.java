package dev.visualsimilarity.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.preprocess.image.TestFiles;
import dev.visualsimilarity.preprocess.image.TestImages;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExifFlagTest {

  @TempDir Path folder;

  @Test
  void theFlagTurnsImagesAndWithoutItTheyStayAsTheyAreStored() throws Exception {
    BufferedImage upright = TestImages.picture(40, 23, BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage stored = TestFiles.stored(upright, 6);
    byte[] exif = TestFiles.chunk("eXIf", TestFiles.tiff(ByteOrder.BIG_ENDIAN, 6));
    Path turned = shop("turned", TestFiles.withChunks(TestImages.file(stored, "png"), exif));
    byte[] expected = shard(shop("upright", TestImages.file(upright, "png")), List.of());
    byte[] plain = shard(shop("plain", TestImages.file(stored, "png")), List.of());

    assertThat(shard(turned, List.of("--apply-exif-orientation=true"))).isEqualTo(expected);
    assertThat(shard(turned, List.of("--apply-exif-orientation=false"))).isEqualTo(plain);
    assertThat(shard(turned, List.of())).isEqualTo(plain).isNotEqualTo(expected);
  }

  private Path shop(String name, byte[] image) throws Exception {
    Path shop = Files.createDirectory(folder.resolve(name));
    Files.write(shop.resolve("a.png"), image);
    Files.writeString(shop.resolve("catalog.csv"), "id,image\na,a.png\n");
    return shop;
  }

  private byte[] shard(Path shop, List<String> flags) throws Exception {
    Path out = Files.createTempDirectory(folder, "run");
    List<String> args = new ArrayList<>(flags);
    args.add("--catalog-uri=" + shop.resolve("catalog.csv"));
    args.add("--tensors-uri=" + out.resolve("tensors"));
    args.add("--image-height=20");
    args.add("--image-width=30");
    args.add("--output-dir=" + out.resolve("outputs"));
    assertThat(Commands.execute(new Preprocess(), args.toArray(String[]::new))).isZero();
    return Files.readAllBytes(out.resolve("tensors/tensors-00000-of-00001.tfrecord"));
  }
}
