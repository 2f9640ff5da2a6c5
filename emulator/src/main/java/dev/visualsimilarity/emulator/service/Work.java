package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Message;
import java.util.function.Function;

/** What a long-running operation does. */
interface Work {

  /**
   * Does the work without changing any resource.
   *
   * @return makes the change and gives the operation's response; not called if the operation was
   *     cancelled
   * @throws io.grpc.StatusRuntimeException with the error that the operation shall end with
   */
  Function<Transaction, Message> run(RunningOperation operation) throws Exception;

  /** Called once, with the operation's end, if it ends without its change. */
  default void abandon(Transaction transaction) {}
}
