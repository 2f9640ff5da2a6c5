/** Following a pipeline job of a service until it ends: its tasks, errors and logs in lines. */
package dev.visualsimilarity.pipeline.follow;
