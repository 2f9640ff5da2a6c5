/**
 * Who a resource was made by, and what an earlier attempt of a step left: what a step that is
 * started again needs in order to go on.
 */
package dev.visualsimilarity.vertexai.attempt;
