/** The server process: options, start and stop, command line. */
package dev.visualsimilarity.emulator.server;
