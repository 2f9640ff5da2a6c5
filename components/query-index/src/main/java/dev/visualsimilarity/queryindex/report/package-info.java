/** What people look at: one self-contained HTML file. */
package dev.visualsimilarity.queryindex.report;
