package dev.visualsimilarity.preprocess.format;

/** The image formats that are decoded. */
public enum ImageFormat {
  JPEG("JPEG"),
  PNG("PNG"),
  GIF("GIF"),
  BMP("BMP"),
  WEBP("WebP");

  private final String displayName;

  ImageFormat(String displayName) {
    this.displayName = displayName;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return displayName;
  }
}
