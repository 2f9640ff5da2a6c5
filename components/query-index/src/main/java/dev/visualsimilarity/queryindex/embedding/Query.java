package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.storage.StorageUri;

/**
 * A query.
 *
 * @param id in the table of queries
 * @param title for people
 * @param label of the product that it shows; empty if it is not known
 * @param category that it is counted in; empty if there is none
 * @param image where its image is
 * @param vector its embedding; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Query(
    String id, String title, String label, String category, StorageUri image, float[] vector) {}
