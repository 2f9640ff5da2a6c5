/** The pages of the components, written from their files. */
package dev.visualsimilarity.pipeline.document;
