package dev.visualsimilarity.sample.catalog;

import dev.visualsimilarity.sample.paint.Colours;
import java.awt.Color;
import java.util.List;

/** A colour with the name a shop gives it. */
public record Tone(String name, Color colour) {

  private static final List<Tone> ALL =
      List.of(
          new Tone("White", new Color(240, 238, 232)),
          new Tone("Cream", new Color(232, 217, 184)),
          new Tone("Grey", new Color(150, 152, 156)),
          new Tone("Charcoal", new Color(66, 68, 74)),
          new Tone("Black", new Color(36, 35, 38)),
          new Tone("Brown", new Color(116, 76, 50)),
          new Tone("Tan", new Color(190, 142, 96)),
          new Tone("Terracotta", new Color(190, 92, 62)),
          new Tone("Red", new Color(186, 38, 42)),
          new Tone("Burgundy", new Color(110, 28, 48)),
          new Tone("Coral", new Color(238, 116, 96)),
          new Tone("Orange", new Color(232, 130, 40)),
          new Tone("Mustard", new Color(214, 166, 44)),
          new Tone("Yellow", new Color(242, 206, 72)),
          new Tone("Lime", new Color(158, 186, 66)),
          new Tone("Sage", new Color(148, 164, 132)),
          new Tone("Green", new Color(48, 122, 78)),
          new Tone("Forest", new Color(32, 72, 54)),
          new Tone("Teal", new Color(26, 118, 122)),
          new Tone("Mint", new Color(160, 212, 190)),
          new Tone("Sky", new Color(124, 178, 218)),
          new Tone("Blue", new Color(44, 92, 172)),
          new Tone("Navy", new Color(30, 42, 84)),
          new Tone("Lavender", new Color(172, 158, 210)),
          new Tone("Purple", new Color(104, 58, 130)),
          new Tone("Pink", new Color(236, 168, 184)),
          new Tone("Magenta", new Color(192, 44, 112)));

  /** The palette. */
  public static List<Tone> all() {
    return ALL;
  }

  /** True if a print of the one is easily seen on the other. */
  boolean contrastsWith(Tone other) {
    return Math.abs(Colours.luminance(colour) - Colours.luminance(other.colour)) > 0.22;
  }
}
