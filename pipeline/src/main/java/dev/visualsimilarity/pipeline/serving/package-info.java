/** Running the project's model server for the models that an emulator serves. */
package dev.visualsimilarity.pipeline.serving;
