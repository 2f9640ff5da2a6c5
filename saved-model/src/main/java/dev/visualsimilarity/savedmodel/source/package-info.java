/** Where models are fetched from. */
package dev.visualsimilarity.savedmodel.source;
