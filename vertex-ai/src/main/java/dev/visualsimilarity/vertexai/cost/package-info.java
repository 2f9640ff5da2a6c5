/** What an index and its deployment cost: estimates from a table of prices, before they cost it. */
package dev.visualsimilarity.vertexai.cost;
