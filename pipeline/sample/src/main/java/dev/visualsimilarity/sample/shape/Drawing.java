package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;

/** One product, which draws itself the same way each time, whatever pose it is asked for. */
@FunctionalInterface
public interface Drawing {

  /** Draws within -1 to 1; what stands on a floor ends near y = 0.8. */
  void draw(Canvas canvas);
}
