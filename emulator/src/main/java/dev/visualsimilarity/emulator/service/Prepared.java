package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Message;

/** A change that an operation has prepared and not made yet. One of both methods is called. */
interface Prepared {

  /**
   * Makes the change, or fails without one.
   *
   * @return the operation's response
   * @throws io.grpc.StatusRuntimeException with the error that the operation shall end with
   */
  Message commit(Transaction transaction);

  /** Frees what was kept for a change that is not made. */
  default void discard() {}
}
