package dev.visualsimilarity.sample.catalog;

import dev.visualsimilarity.error.UserException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code contact-sheet}: small copies of all pictures of a folder on one sheet. */
@Command(
    name = "contact-sheet",
    mixinStandardHelpOptions = true,
    description = "Puts small copies of a folder's pictures on one PNG, in the order of names.")
public final class ContactSheet implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "Folder of pictures.")
  Path folder;

  @Option(names = "--out", required = true, description = "The PNG to write.")
  Path out;

  @Option(names = "--columns", defaultValue = "12", description = "Default: ${DEFAULT-VALUE}.")
  int columns;

  @Option(names = "--cell", defaultValue = "120", description = "Pixels; default ${DEFAULT-VALUE}.")
  int cell;

  @Option(names = "--match", defaultValue = "", description = "Only names that contain this.")
  String match;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw UserException.badParameter(folder + " is not a folder; name one with pictures in it");
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.getFileName().toString().contains(match)).sorted().toList();
    }
    int rows = (files.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(columns * cell, rows * cell, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < files.size(); i++) {
      BufferedImage picture = read(files.get(i));
      graphics.drawImage(
          picture, i % columns * cell + 1, i / columns * cell + 1, cell - 2, cell - 2, null);
    }
    graphics.dispose();
    ImageIO.write(sheet, "png", out.toFile());
    return 0;
  }

  /** The picture, or a grey one in place of a broken file. */
  private static BufferedImage read(Path file) {
    try {
      BufferedImage picture = ImageIO.read(file.toFile());
      if (picture != null) {
        return picture;
      }
    } catch (IOException | RuntimeException e) {
      System.err.println(file + ": " + e.getMessage());
    }
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    grey.setRGB(0, 0, 0x808080);
    return grey;
  }
}
