/** Class data that lets a program in an image start faster. */
package dev.visualsimilarity.containers.start;
