/** The component query-index: query images in, their neighbors and the index's recall out. */
package dev.visualsimilarity.queryindex;
