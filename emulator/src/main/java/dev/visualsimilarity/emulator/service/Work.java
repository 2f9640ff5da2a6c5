package dev.visualsimilarity.emulator.service;

/** What a long-running operation does. */
interface Work {

  /**
   * Does the work without changing any resource.
   *
   * @return the change; not made if the operation was cancelled
   * @throws io.grpc.StatusRuntimeException with the error that the operation shall end with
   */
  Prepared run(RunningOperation operation) throws Exception;

  /**
   * Gives back what the operation holds; called if it ends without its change, and once more if
   * that could not be written.
   */
  default void abandon(Transaction transaction) {}

  /** Called once, after the operation has ended in any way. */
  default void ended() {}
}
