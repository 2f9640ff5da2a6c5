package dev.visualsimilarity.tensors;

import java.io.IOException;

/** Bytes that were read well, but are not those that were written. */
public final class DamagedShardException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedShardException(String message) {
    super(message);
  }

  DamagedShardException(String message, Exception cause) {
    super(message, cause);
  }
}
