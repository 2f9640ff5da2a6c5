package dev.visualsimilarity.sample.evaluation;

import de.siegmar.fastcsv.reader.NamedCsvRecord;

/** A row of a catalog with the unit vector of its image. */
final class Item {

  private final String id;
  private final String product;
  private final String category;
  private final float[] vector;

  /** Takes the vector over; it is not copied. */
  Item(NamedCsvRecord row, float[] vector) {
    this.id = row.getField("id");
    this.product = row.getField("product");
    this.category = row.getField("category");
    this.vector = vector;
  }

  String id() {
    return id;
  }

  String product() {
    return product;
  }

  String category() {
    return category;
  }

  /** The cosine of the angle between two vectors. */
  double similarity(Item other) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += vector[i] * other.vector[i];
    }
    return sum;
  }
}
