/** Long-running operations: begun once, made known, waited for, found again after a restart. */
package dev.visualsimilarity.vertexai.operation;
