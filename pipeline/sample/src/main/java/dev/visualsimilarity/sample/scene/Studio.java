package dev.visualsimilarity.sample.scene;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.shape.Drawing;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Takes square photographs of products: backdrop, shadow, product, then lens and sensor. */
public final class Studio {

  private final int size;
  private final int oversampling;

  /**
   * @param size width and height of the photographs in pixels
   * @param oversampling drawn so many times larger, then averaged, to smooth edges
   */
  public Studio(int size, int oversampling) {
    this.size = size;
    this.oversampling = oversampling;
  }

  /**
   * A photograph, opaque RGB. The same arguments give the same pixels on the same JDK.
   *
   * @param standing true if the product stands on the floor, false if it is seen from above
   */
  public BufferedImage photograph(Drawing product, boolean standing, Scene scene) {
    int large = size * oversampling;
    Placement placement = scene.placement();
    Rectangle2D bounds = Framing.bounds(product, scene.pose());
    double unit = placement.scale() * large / Math.max(bounds.getWidth(), bounds.getHeight());

    BufferedImage layer = new BufferedImage(large, large, BufferedImage.TYPE_INT_ARGB);
    Graphics2D sheet = smooth(layer);
    sheet.translate(placement.x() * large, placement.y() * large);
    if (!standing) {
      sheet.rotate(placement.roll());
    }
    sheet.shear(placement.shear(), 0);
    sheet.scale(unit * placement.stretch(), unit);
    sheet.translate(-bounds.getCenterX(), -bounds.getCenterY());
    product.draw(new Canvas(sheet, scene.pose()));
    sheet.dispose();

    BufferedImage picture = new BufferedImage(large, large, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = smooth(picture);
    if (standing) {
      tilt(graphics, placement.roll(), large);
    }
    scene.backdrop().paint(graphics, large, placement.y() + unit * bounds.getHeight() / 2 / large);
    new Shadow(layer).cast(graphics, standing, scene.shadow());
    graphics.drawImage(layer, 0, 0, null);
    graphics.dispose();

    BufferedImage photograph = oversampling == 1 ? picture : Darkroom.reduce(picture, oversampling);
    Darkroom.develop(photograph, scene.grade());
    return photograph;
  }

  /** Turns the camera; enlarges so far that no corner stays empty. */
  private static void tilt(Graphics2D graphics, double roll, int large) {
    double zoom = Math.cos(roll) + Math.abs(Math.sin(roll));
    graphics.translate(large / 2.0, large / 2.0);
    graphics.rotate(roll);
    graphics.scale(zoom, zoom);
    graphics.translate(-large / 2.0, -large / 2.0);
  }

  private static Graphics2D smooth(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    return graphics;
  }
}
