/** Reading the table of products: its columns, its rows and what is wrong with them. */
package dev.visualsimilarity.catalog;
