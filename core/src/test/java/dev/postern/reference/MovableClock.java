package dev.postern.reference;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. */
final class MovableClock implements InstantSource {
  private volatile long millis;

  MovableClock(long millis) {
    this.millis = millis;
  }

  void moveTo(long instant) {
    millis = instant;
  }

  @Override
  public long millis() {
    return millis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }
}
