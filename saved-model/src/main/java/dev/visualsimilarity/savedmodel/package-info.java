/**
 * TensorFlow SavedModels: where they are kept, what they take and give. Nothing in this package
 * loads TensorFlow's native library.
 */
package dev.visualsimilarity.savedmodel;
