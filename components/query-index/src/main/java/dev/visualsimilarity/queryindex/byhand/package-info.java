/** Asks one deployment for the neighbors of some pictures, by hand. */
package dev.visualsimilarity.queryindex.byhand;
