/** The subcommands of the command line. */
package dev.visualsimilarity.pipeline.command;
