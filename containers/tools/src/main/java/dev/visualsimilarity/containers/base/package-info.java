/** A base image from a JDK: a Java runtime and the C libraries that it and TensorFlow need. */
package dev.visualsimilarity.containers.base;
