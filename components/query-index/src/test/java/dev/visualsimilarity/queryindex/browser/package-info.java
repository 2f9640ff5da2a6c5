/** A real browser, for tests of pages. */
package dev.visualsimilarity.queryindex.browser;
