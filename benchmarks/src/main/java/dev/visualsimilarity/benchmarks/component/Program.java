package dev.visualsimilarity.benchmarks.component;

/** The components that are measured. */
public enum Program {
  PREPROCESS("preprocess"),
  EXTRACT_FEATURES("extract-features");

  private final String componentName;

  Program(String componentName) {
    this.componentName = componentName;
  }

  /** The name of its folder and of its image. */
  public String componentName() {
    return componentName;
  }
}
