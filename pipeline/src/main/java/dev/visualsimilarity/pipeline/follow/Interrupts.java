package dev.visualsimilarity.pipeline.follow;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (SIGINT): counted, instead of ending the program, until closed. The classes that do it
 * ({@code sun.misc.Signal} of the module jdk.unsupported) are there in every JDK, but a compiler
 * that takes warnings for errors does not let them be named.
 */
public final class Interrupts implements Pause, AutoCloseable {

  private final Semaphore count = new Semaphore(0);
  private final Object before;

  /** Begins to listen. */
  public Interrupts() {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      this.before =
          handle(
              Proxy.newProxyInstance(
                  handler.getClassLoader(),
                  new Class<?>[] {handler},
                  (proxy, method, arguments) -> {
                    count.release();
                    return null;
                  }));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot listen to Ctrl-C", e);
    }
  }

  @Override
  public boolean await(Duration time) throws InterruptedException {
    return count.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      handle(before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets the handler of SIGINT and returns that before. */
  private static Object handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    return signal
        .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
  }
}
