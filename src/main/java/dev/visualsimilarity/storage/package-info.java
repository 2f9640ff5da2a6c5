/** Objects named by URI, as local files or in Cloud Storage, behind one interface. */
package dev.visualsimilarity.storage;
