/**
 * Index data as Vector Search takes it: checked here, in seconds, against the rules that the
 * service applies after 20 minutes.
 */
package dev.visualsimilarity.indexdata;
