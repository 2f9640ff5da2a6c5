package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.preprocess.format.ImageHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Images that one function of the decoding graph takes.
 *
 * @param source what the function is given
 * @param turned whether it turns the images upright
 */
record ImageKind(Source source, boolean turned) {

  /** What becomes an image: files of a format, or RGB samples row by row. */
  enum Source {
    JPEG,
    PNG,
    GIF,
    BMP,
    SAMPLES;

    static Source of(ImageHeader header) {
      return header.tensorFlow() ? valueOf(header.format().name()) : SAMPLES;
    }
  }

  /** Every kind; those that are turned upright only if asked for. */
  static List<ImageKind> all(boolean turned) {
    List<ImageKind> kinds = new ArrayList<>();
    for (Source source : Source.values()) {
      kinds.add(new ImageKind(source, false));
      if (turned) {
        kinds.add(new ImageKind(source, true));
      }
    }
    return kinds;
  }

  /** Whether the function needs an {@link ImageLayout} an image. */
  boolean hasLayout() {
    return turned || source == Source.SAMPLES;
  }

  /** A name for the function. */
  String name() {
    return "decode_" + source.name().toLowerCase(Locale.ROOT) + (turned ? "_turned" : "");
  }
}
