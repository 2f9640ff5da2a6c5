package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import dev.visualsimilarity.emulator.state.StateStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A store that waits with, or fails, what a test chooses. */
final class HeldStore implements StateStore {

  /** Keeping datapoints that waits after they are kept. */
  static final class Hold {
    private final CountDownLatch kept = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until datapoints are kept. */
    void awaitKept() throws InterruptedException {
      kept.await();
    }

    /** Lets the one who keeps them go on. */
    void release() {
      released.countDown();
    }

    /** As work that cannot be interrupted. */
    private void keep() {
      kept.countDown();
      boolean interrupted = Thread.interrupted();
      while (true) {
        try {
          released.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final StateStore store;
  private final AtomicReference<Optional<Hold>> hold = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());
  private volatile boolean full;

  HeldStore(StateStore store) {
    this.store = store;
  }

  /** Holds the next one who has datapoints kept. */
  Hold holdNextKeep() {
    Hold next = new Hold();
    hold.set(Optional.of(next));
    return next;
  }

  /** Fails the next one who has datapoints kept. */
  void failNextKeep(RuntimeException e) {
    failure.set(Optional.of(e));
  }

  /** Whether the failure that was asked for is still to come. */
  boolean isAboutToFail() {
    return failure.get().isPresent();
  }

  /** Whether entries cannot be written. */
  void setFull(boolean nowFull) {
    full = nowFull;
  }

  @Override
  public Part keep(IndexSnapshot snapshot) throws IOException {
    Optional<RuntimeException> fails = failure.getAndSet(Optional.empty());
    if (fails.isPresent()) {
      throw fails.get();
    }
    Part part = store.keep(snapshot);
    hold.getAndSet(Optional.empty()).ifPresent(Hold::keep);
    return part;
  }

  @Override
  public void append(List<? extends Message> entries) throws IOException {
    if (full) {
      throw new IOException("no space left");
    }
    store.append(entries);
  }

  @Override
  public void replay(Consumer<Message> reader) throws IOException {
    store.replay(reader);
  }

  @Override
  public boolean isDueForRewrite() {
    return store.isDueForRewrite();
  }

  @Override
  public void rewrite(Iterable<? extends Message> entries) throws IOException {
    store.rewrite(entries);
  }

  @Override
  public Part open(String directory) throws IOException {
    return store.open(directory);
  }

  @Override
  public void release(Set<String> directories) {
    store.release(directories);
  }

  @Override
  public void releaseAllBut(Set<String> directories) throws IOException {
    store.releaseAllBut(directories);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
