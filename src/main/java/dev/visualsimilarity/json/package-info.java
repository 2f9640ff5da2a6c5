/** The one way in which the project writes and reads JSON. */
package dev.visualsimilarity.json;
