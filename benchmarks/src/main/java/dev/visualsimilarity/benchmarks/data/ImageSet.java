package dev.visualsimilarity.benchmarks.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A catalog in a folder: {@code catalog.csv} (columns id and image) and the image files, no two of
 * which have the same bytes.
 *
 * @param catalog the table
 * @param images the image files in the order of its rows
 */
public record ImageSet(Path catalog, List<Path> images) {

  public ImageSet {
    images = List.copyOf(images);
  }

  /** Writes a catalog of {@code count} images: the pictures in turn, told apart by a comment. */
  public static ImageSet write(Pictures pictures, int count, Path folder) throws IOException {
    Path catalog = Files.createDirectories(folder).resolve("catalog.csv");
    List<Path> images = new ArrayList<>(count);
    try (BufferedWriter csv = Files.newBufferedWriter(catalog)) {
      csv.write("id,image\n");
      for (int i = 0; i < count; i++) {
        byte[] picture = pictures.files().get(i % pictures.files().size());
        String id = "item-%06d".formatted(i);
        Path image = folder.resolve(id + ".jpg");
        Files.write(image, Jpeg.withComment(picture, id));
        csv.write(id + "," + image.getFileName() + "\n");
        images.add(image);
      }
    }
    return new ImageSet(catalog, images);
  }

  /** How many images there are. */
  public int size() {
    return images.size();
  }

  /** The bytes of the first images, of all where there are fewer than {@code count}. */
  public List<byte[]> read(int count) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Path image : images.subList(0, Math.min(count, size()))) {
      files.add(Files.readAllBytes(image));
    }
    return files;
  }
}
