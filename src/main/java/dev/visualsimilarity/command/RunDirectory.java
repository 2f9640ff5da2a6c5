package dev.visualsimilarity.command;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import java.util.regex.Pattern;

/**
 * Directories that each run of a pipeline has for itself: the URI of one holds {@value #TOKEN},
 * which stands for the id of the run. Scheduled runs, whose parameters are all the same, keep out
 * of each other's way so.
 */
public final class RunDirectory {

  /** Stands for the id of the run in a URI. */
  public static final String TOKEN = "{run_id}";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private RunDirectory() {}

  /**
   * The directory of a run.
   *
   * @param uri of a directory, with or without {@value #TOKEN}
   * @param runId of the run; empty, or a placeholder that no service replaced: no run
   * @throws UserException if the URI names the run and there is none, or its id is no name of a
   *     directory, or the URI is none
   */
  public static StorageUri parse(String uri, String runId) {
    if (!uri.contains(TOKEN)) {
      return StorageUri.parse(uri);
    }
    String id = Placeholders.resolved(runId);
    if (id.isEmpty()) {
      throw UserException.badParameter(
          uri
              + " is the directory of a run, but --run-id is empty: give it, or a URI without "
              + TOKEN);
    }
    if (!ID.matcher(id).matches()) {
      throw UserException.badParameter(
          "--run-id "
              + id
              + " cannot stand in "
              + uri
              + ": letters, digits, '.', '_' and '-' can, a letter or digit first");
    }
    return StorageUri.parse(uri.replace(TOKEN, id));
  }
}
