package dev.visualsimilarity.preprocess.format;

/** The image formats that are decoded. */
public enum ImageFormat {
  JPEG,
  PNG,
  GIF,
  BMP
}
