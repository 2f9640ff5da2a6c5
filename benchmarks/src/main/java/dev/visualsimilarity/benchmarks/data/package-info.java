/** What is measured with: a model, pictures, and the catalogs made of them. */
package dev.visualsimilarity.benchmarks.data;
