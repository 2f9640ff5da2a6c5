package dev.visualsimilarity.emulator.state;

import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where an emulator keeps its state. {@link #keep} and {@link #release} are thread-safe; the rest
 * has one caller.
 */
public interface StateStore extends Closeable {

  /** Gives everything that was appended and not dropped since, in order. */
  void replay(Consumer<Message> reader) throws IOException;

  /**
   * Adds entries, all of them or none: when this returns they survive the end of the process; when
   * it fails none of them does.
   */
  void append(List<? extends Message> entries) throws IOException;

  /** Whether so much was appended that {@link #rewrite} should be called. */
  boolean isDueForRewrite();

  /** Replaces everything that was appended by entries that say the same. */
  void rewrite(Iterable<? extends Message> entries) throws IOException;

  /** Keeps datapoints; an entry that names their directory must follow. */
  Part keep(IndexSnapshot snapshot) throws IOException;

  /** Opens datapoints that were kept. */
  Part open(String directory) throws IOException;

  /** Deletes kept datapoints that no entry names any more. */
  void release(Set<String> directories);

  /** Deletes all others: what a crash left. */
  void releaseAllBut(Set<String> directories) throws IOException;
}
