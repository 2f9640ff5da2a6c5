/** The component upload-model: a SavedModel in, a model that answers predictions out. */
package dev.visualsimilarity.uploadmodel;
