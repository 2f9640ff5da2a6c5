package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures of a page, each in it once: a class of CSS has the picture as its background. */
final class Thumbnails {

  private final Map<StorageUri, Picture> pictures;

  private Thumbnails(Map<StorageUri, Picture> pictures) {
    this.pictures = pictures;
  }

  /**
   * A picture of the page.
   *
   * @param cssClass the class that shows it
   * @param dataUri the picture
   */
  record Picture(String cssClass, String dataUri) {}

  /** Makes thumbnails of images, as many at a time as there are cores. */
  static Thumbnails of(Storage storage, Collection<StorageUri> images) {
    List<StorageUri> distinct = List.copyOf(new LinkedHashSet<>(images));
    List<Optional<String>> uris =
        distinct.parallelStream().map(image -> Thumbnail.dataUri(storage, image)).toList();
    Map<StorageUri, Picture> pictures = new LinkedHashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      if (uris.get(i).isPresent()) {
        pictures.put(distinct.get(i), new Picture("p" + i, uris.get(i).get()));
      }
    }
    return new Thumbnails(pictures);
  }

  /** All pictures. */
  Collection<Picture> all() {
    return pictures.values();
  }

  /** The class that shows an image; {@code none} if there is no picture of it. */
  String cssClass(StorageUri image) {
    return Optional.ofNullable(pictures.get(image)).map(Picture::cssClass).orElse("none");
  }
}
