/** Servers on the loopback address that stand for Google's in tests, with faults on demand. */
package dev.visualsimilarity.testing;
