package dev.postern.engine;

import dev.postern.model.ContextValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The clock as text, written once for each instant that it is asked at. */
final class ClockText {
  private long at;
  private @Nullable ContextValue instant;
  private @Nullable ContextValue epoch;

  /** As `aws:CurrentTime` has it. */
  ContextValue instant(long millis) {
    moveTo(millis);
    ContextValue known = instant;
    if (known == null) {
      known = ContextValue.of(Instant.ofEpochMilli(millis).toString());
      instant = known;
    }
    return known;
  }

  /** As `aws:EpochTime` has it. */
  ContextValue epoch(long millis) {
    moveTo(millis);
    ContextValue known = epoch;
    if (known == null) {
      known = ContextValue.of(Long.toString(Math.floorDiv(millis, 1000L)));
      epoch = known;
    }
    return known;
  }

  private void moveTo(long millis) {
    if (millis != at) {
      at = millis;
      instant = null;
      epoch = null;
    }
  }
}
