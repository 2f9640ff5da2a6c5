/** Programs as processes of their own. */
package dev.visualsimilarity.testing.process;
