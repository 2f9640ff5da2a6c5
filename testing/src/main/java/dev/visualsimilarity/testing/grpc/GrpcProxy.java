package dev.visualsimilarity.testing.grpc;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes unary calls on to a gRPC server, one after the other, and tells a test about each before
 * it goes on and before its answer comes back: there, a test can kill the client. Thread safe.
 */
public final class GrpcProxy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Where a call is. */
  public enum Moment {
    /** It has come from the client. */
    REQUEST,
    /** The server has done it; the client does not know yet. */
    ANSWER
  }

  /** Hears of calls. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A call is at a moment; it goes on when this returns, and where this throws a {@link
     * StatusRuntimeException} at a request, that is the answer, and the server hears nothing.
     *
     * @param method such as {@code CreateIndex}
     * @param number of the call among all since the listener is there, from 1
     */
    void at(Moment moment, String method, int number);
  }

  /** Changes answers on their way. */
  @FunctionalInterface
  public interface Rewriting {
    /**
     * What the client is to hear; the same, if nothing is to change.
     *
     * @param method such as {@code GetOperation}
     * @param answer a message of the method's type
     */
    byte[] of(String method, byte[] answer) throws IOException;
  }

  private static final MethodDescriptor.Marshaller<byte[]> BYTES = new ByteMarshaller();

  private final ManagedChannel channel;
  private final int ownPort;
  private Server server;
  private Listener listener = (moment, method, number) -> {};
  private Rewriting rewriting = (method, answer) -> answer;
  private final List<String> methods = new ArrayList<>();
  private final Map<Object, String> unanswered = new LinkedHashMap<>();

  /** Starts a proxy on any free port of this machine, for the server at a port of it. */
  public GrpcProxy(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    channel =
        NettyChannelBuilder.forAddress(new InetSocketAddress(loopback, port))
            .usePlaintext()
            .build();
    server = serve(0);
    ownPort = server.getPort();
  }

  private Server serve(int at) throws IOException {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), at))
        .fallbackHandlerRegistry(new AnyMethod())
        .build()
        .start();
  }

  /** {@code http://HOST:PORT}. */
  public String endpoint() {
    return "http://" + address();
  }

  /** {@code HOST:PORT}. */
  public String address() {
    return "127.0.0.1:" + ownPort;
  }

  /** Counts calls anew, and tells this listener. */
  public synchronized void listen(Listener next) {
    listener = next;
    methods.clear();
  }

  /** Changes the answers from now on. */
  public synchronized void rewrite(Rewriting next) {
    rewriting = next;
  }

  private synchronized byte[] rewritten(String method, byte[] answer) {
    try {
      return rewriting.of(method, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The methods that were called since the listener is there. */
  public synchronized List<String> methods() {
    return List.copyOf(methods);
  }

  /**
   * Waits until the server has answered all that it was asked so far, heard or not.
   *
   * @throws IllegalStateException if it has not after two minutes
   */
  public synchronized void awaitAnswers() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!unanswered.isEmpty()) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new IllegalStateException("calls are not answered: " + unanswered.values());
      }
      wait(left);
    }
  }

  private synchronized void answered(Object call) {
    unanswered.remove(call);
    notifyAll();
  }

  /** Breaks all connections of clients; those that connect again are served. */
  public synchronized void breakConnections() {
    server.shutdownNow();
    try {
      server.awaitTermination();
      server = serve(ownPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public synchronized void close() {
    server.shutdownNow();
    channel.shutdownNow();
  }

  /** Takes calls of whatever method. */
  private final class AnyMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.newBuilder(BYTES, BYTES)
              .setFullMethodName(name)
              .setType(MethodDescriptor.MethodType.UNARY)
              .build();
      return ServerMethodDefinition.create(
          method, ServerCalls.asyncUnaryCall((request, answer) -> pass(method, request, answer)));
    }
  }

  private void pass(
      MethodDescriptor<byte[], byte[]> method, byte[] request, StreamObserver<byte[]> answer) {
    String name = method.getBareMethodName();
    int number;
    Listener told;
    Object call = new Object();
    synchronized (this) {
      unanswered.put(call, name);
      methods.add(name);
      number = methods.size();
      told = listener;
    }
    try {
      told.at(Moment.REQUEST, name, number);
    } catch (StatusRuntimeException e) {
      answered(call);
      answer.onError(e);
      return;
    } catch (RuntimeException | Error e) {
      answered(call);
      throw e;
    }
    StreamObserver<byte[]> heard =
        new StreamObserver<>() {
          @Override
          public void onNext(byte[] value) {
            answered(call);
            told.at(Moment.ANSWER, name, number);
            answer.onNext(rewritten(name, value));
          }

          @Override
          public void onError(Throwable e) {
            answered(call);
            answer.onError(e);
          }

          @Override
          public void onCompleted() {
            answer.onCompleted();
          }
        };
    // A call that is on its way does not end with the client that sent it.
    Context.current()
        .fork()
        .run(
            () ->
                ClientCalls.asyncUnaryCall(
                    channel.newCall(method, CallOptions.DEFAULT), request, heard));
  }
}
