/** The memory of tensors, which is not the heap of Java. */
package dev.visualsimilarity.savedmodel.memory;
