/** The component query-index: query images in, their neighbours and the index's recall out. */
package dev.visualsimilarity.queryindex;
