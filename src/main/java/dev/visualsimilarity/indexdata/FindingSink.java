package dev.visualsimilarity.indexdata;

import java.io.IOException;

/** Takes every mistake of index data as it is found. Called by one thread at a time. */
@FunctionalInterface
public interface FindingSink {

  void add(Finding finding) throws IOException;
}
