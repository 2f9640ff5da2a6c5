package dev.visualsimilarity.emulator.state;

import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps nothing: what an emulator holds is gone when it ends. */
public final class MemoryStore implements StateStore {

  @Override
  public void replay(Consumer<Message> reader) {}

  @Override
  public void append(List<? extends Message> entries) {}

  @Override
  public boolean isDueForRewrite() {
    return false;
  }

  @Override
  public void rewrite(Iterable<? extends Message> entries) {}

  @Override
  public Part keep(IndexSnapshot snapshot) {
    return Part.inMemory(snapshot);
  }

  @Override
  public Part open(String directory) {
    throw new IllegalStateException("nothing is kept: " + directory);
  }

  @Override
  public void release(Set<String> directories) {}

  @Override
  public void releaseAllBut(Set<String> directories) {}

  @Override
  public void close() {}
}
