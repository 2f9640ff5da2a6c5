package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Message;
import java.util.function.Supplier;

/** What a long-running operation does. */
interface Work {

  /**
   * Does the work without changing any state.
   *
   * @return makes the change and gives the operation's response; not called if the operation was
   *     cancelled
   * @throws io.grpc.StatusRuntimeException with the error that the operation shall end with
   */
  Supplier<Message> run(RunningOperation operation) throws Exception;

  /** Called once if the operation ends without its change. */
  default void abandon() {}
}
