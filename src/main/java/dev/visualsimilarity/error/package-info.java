/** Mistakes of users, and the exit codes they end with. */
package dev.visualsimilarity.error;
