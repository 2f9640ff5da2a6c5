/** What every command of the project shares: flags, outputs, errors and exit codes. */
package dev.visualsimilarity.command;
