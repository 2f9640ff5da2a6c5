package dev.visualsimilarity.sample.scene;

import dev.visualsimilarity.sample.backdrop.Backdrop;
import dev.visualsimilarity.sample.paint.Pose;

/**
 * All there is to know about one photograph besides the product in it.
 *
 * @param shadow darkness of the cast shadow, 0 to 1
 */
public record Scene(
    Pose pose, Placement placement, Backdrop backdrop, double shadow, Grade grade) {}
