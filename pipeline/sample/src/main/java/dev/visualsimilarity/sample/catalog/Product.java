package dev.visualsimilarity.sample.catalog;

import dev.visualsimilarity.sample.shape.Drawing;
import dev.visualsimilarity.sample.shape.Kind;

/**
 * One product of an assortment.
 *
 * @param id unique in its assortment, such as {@code mugs-02}
 * @param title as a shop writes it
 * @param colour name of the main colour
 * @param cents price in hundredths
 * @param seed what everything random about its pictures is derived from
 */
public record Product(
    String id, String title, Kind kind, String colour, int cents, Drawing drawing, long seed) {}
