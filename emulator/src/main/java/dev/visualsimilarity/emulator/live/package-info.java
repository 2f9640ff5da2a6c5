/**
 * Contents that change while they are searched: what was built, and what came and went since, until
 * it is built again.
 */
package dev.visualsimilarity.emulator.live;
