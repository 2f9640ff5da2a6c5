/** What every command of the project shares: flags, outputs and how a failure is told. */
package dev.visualsimilarity.command;
