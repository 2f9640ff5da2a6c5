/** The component clean-up: removes what a run that failed created in Vector Search. */
package dev.visualsimilarity.cleanup;
