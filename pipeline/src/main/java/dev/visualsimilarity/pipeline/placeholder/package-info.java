/** What stands for values in commands and constants, and what a task is told. */
package dev.visualsimilarity.pipeline.placeholder;
