/** Copies of models on this machine, shared by processes. */
package dev.visualsimilarity.savedmodel.cache;
