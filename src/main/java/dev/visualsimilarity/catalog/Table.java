package dev.visualsimilarity.catalog;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/** The records of a table, one by one. What is wrong with all of it is a mistake of the user. */
interface Table extends Iterator<TableRow>, Closeable {

  /** What a file of this format is called in messages. */
  String format();

  /** The names of the columns; empty if the table is. */
  List<String> header();
}
