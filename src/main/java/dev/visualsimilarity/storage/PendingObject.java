package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.OutputStream;

/** An object being written. Closed without {@link #commit()}, it leaves nothing behind. */
public abstract class PendingObject extends OutputStream {

  /** Finishes the object and makes it visible under its name, replacing what was there. */
  public abstract void commit() throws IOException;

  /** Discards the object unless it was committed. */
  @Override
  public abstract void close() throws IOException;
}
