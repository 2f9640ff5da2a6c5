package dev.visualsimilarity.catalog;

/** What a row of a catalog turned out to be. */
public sealed interface CatalogRow permits CatalogItem, RejectedRow {}
