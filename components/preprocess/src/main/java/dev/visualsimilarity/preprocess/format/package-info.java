/** Image file formats, as far as their headers tell whether a file can be decoded. */
package dev.visualsimilarity.preprocess.format;
