package dev.visualsimilarity.sample.paint;

/** The solid that an outline is the silhouette of; it decides how light falls off towards edges. */
public enum Form {
  /** Round about a vertical axis. */
  CYLINDER,
  /** Round on all sides. */
  BALL,
  /** A flat front with rounded edges. */
  SLAB,
  /** Something stuffed or sewn, with broad soft edges. */
  SOFT
}
