/** The component deploy-index: an index in, an endpoint that answers queries out. */
package dev.visualsimilarity.deployindex;
