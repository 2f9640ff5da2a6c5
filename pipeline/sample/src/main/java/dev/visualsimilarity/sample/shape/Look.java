package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Mark;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Pattern;
import java.awt.Color;

/** Colours and print of a product. */
public record Look(Color main, Color accent, Pattern pattern, double period, Mark mark) {

  /** The printed material of the product's main part. */
  Material printed(Finish finish) {
    return new Material(main, finish, pattern, accent, period, mark);
  }
}
