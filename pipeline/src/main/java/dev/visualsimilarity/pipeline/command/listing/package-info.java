/** What commands share that list and show what a service holds. */
package dev.visualsimilarity.pipeline.command.listing;
