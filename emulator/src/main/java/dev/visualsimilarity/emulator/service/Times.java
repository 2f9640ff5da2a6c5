package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Conversion of times. */
public final class Times {
  private static final int NANOS_PER_MICRO = 1000;

  private Times() {}

  /** With microseconds, as the service has them. */
  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano() / NANOS_PER_MICRO * NANOS_PER_MICRO)
        .build();
  }
}
