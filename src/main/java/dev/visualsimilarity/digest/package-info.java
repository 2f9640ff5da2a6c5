/** SHA-256, and sets of digests. */
package dev.visualsimilarity.digest;
