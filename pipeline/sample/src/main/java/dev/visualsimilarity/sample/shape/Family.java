package dev.visualsimilarity.sample.shape;

/** A family of products that share a construction and differ in proportions and parts. */
@FunctionalInterface
public interface Family {

  /** Designs one product: takes all its proportions from the traits, once. */
  Drawing design(Traits traits);
}
