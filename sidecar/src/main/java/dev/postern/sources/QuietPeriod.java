package dev.postern.sources;

import java.util.List;

/**
 * Tells when a change has come to rest (N-1.9): nothing new for the quiet period, or the longest
 * wait is over.
 */
final class QuietPeriod {
  private final long quiet;
  private final long longest;
  private List<?> last;
  private boolean pending;
  private long firstChange;
  private long lastChange;

  /**
   * Nothing has changed yet.
   *
   * @param settled the state that is in use
   */
  QuietPeriod(WatchTimes times, List<?> settled) {
    this.quiet = times.quiet().toNanos();
    this.longest = times.longest().toNanos();
    this.last = settled;
  }

  /**
   * Whether what is seen now is to be taken up.
   *
   * @param now nanoseconds of a steady clock
   */
  boolean isDue(List<?> seen, long now) {
    if (!seen.equals(last)) {
      last = seen;
      lastChange = now;
      if (!pending) {
        pending = true;
        firstChange = now;
      }
    }
    return pending && (now - lastChange >= quiet || isOverdue(now));
  }

  /** Whether a change waits to be taken up. */
  boolean isPending() {
    return pending;
  }

  /** Whether the longest wait is over. */
  boolean isOverdue(long now) {
    return pending && now - firstChange >= longest;
  }

  /** The change was taken up. */
  void settle() {
    pending = false;
  }
}
