package dev.visualsimilarity.pipeline.image;

import dev.visualsimilarity.pipeline.json.ScalarEdits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Puts other references in the place of a pipeline's images and leaves every other character as it
 * is, as {@link ScalarEdits} does.
 */
public final class ImageStamp {

  private final ScalarEdits text;
  private final Map<ImageReference, ImageReference> stamped = new LinkedHashMap<>();

  /**
   * @param text YAML of a pipeline that conforms
   */
  public ImageStamp(String text) {
    this.text = new ScalarEdits(text);
  }

  /**
   * The text with each image in the place of another.
   *
   * @param replace gives the reference for one; itself where it stays
   */
  public String apply(UnaryOperator<ImageReference> replace) {
    return text.apply(ImageNodes::of, image -> stamp(image, replace));
  }

  private String stamp(String image, UnaryOperator<ImageReference> replace) {
    ImageReference old = ImageReference.parse(image);
    ImageReference reference = replace.apply(old);
    if (reference.equals(old)) {
      return image;
    }
    stamped.put(old, reference);
    return reference.toString();
  }

  /** What was replaced, and by what. */
  public Map<ImageReference, ImageReference> stamped() {
    return stamped;
  }
}
