package dev.postern.engine;

import dev.postern.policy.Comparison.Family;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * How a policy set reads the clock: the instants at which one of its conditions can change its
 * result. Between two of them every decision of the set stays as it is, so it may be remembered
 * until the next.
 */
final class ClockUse {
  private static final ClockUse NONE = new ClockUse(new long[0], true);

  private final long[] instants;
  private final boolean bounded;

  private ClockUse(long[] instants, boolean bounded) {
    this.instants = instants;
    this.bounded = bounded;
  }

  /** Whether the clock plays any part. */
  boolean isNone() {
    return this == NONE;
  }

  /**
   * Until when, exclusively and in milliseconds, nothing changes; {@code Long.MIN_VALUE} if that
   * cannot be told.
   */
  long until(long now) {
    if (!bounded) {
      return Long.MIN_VALUE;
    }
    int next = Arrays.binarySearch(instants, now);
    next = next >= 0 ? next + 1 : -next - 1;
    return next < instants.length ? instants[next] : Long.MAX_VALUE;
  }

  static final class Builder {
    private final TreeSet<Long> instants = new TreeSet<>();
    private boolean reads;
    private boolean bounded = true;

    /** The clock as a variable gives text that changes all the time. */
    void variable(ContextKey key) {
      if (key.isClock()) {
        reads = true;
        bounded = false;
      }
    }

    void condition(ConditionTest condition) {
      ContextKey key = condition.key();
      if (!key.isClock()) {
        return;
      }
      reads = true;
      Family family = condition.comparison().family();
      boolean ordered =
          family == Family.DATE
              || (family == Family.NUMERIC && key.kind() == ContextKey.Kind.EPOCH_TIME);
      if (!ordered) {
        bounded = false;
        return;
      }
      for (String value : condition.source().values()) {
        if (family == Family.DATE) {
          date(value, key);
        } else {
          number(value);
        }
      }
    }

    private void date(String value, ContextKey key) {
      Moment moment = new Moment();
      if (!moment.read(value) || Math.abs(moment.seconds()) > Long.MAX_VALUE / 2000) {
        return;
      }
      long millis = moment.seconds() * 1000 + moment.nanos() / 1_000_000;
      instants.add(millis);
      instants.add(millis + 1);
      if (key.kind() == ContextKey.Kind.EPOCH_TIME) {
        second(moment.seconds());
      }
    }

    private void number(String value) {
      if (DecimalText.isDecimal(value) && value.length() <= 20) {
        second(new BigDecimal(value).setScale(0, RoundingMode.FLOOR).longValue());
      } else {
        bounded = false;
      }
    }

    private void second(long seconds) {
      if (Math.abs(seconds) < Long.MAX_VALUE / 2000) {
        instants.add(seconds * 1000);
        instants.add((seconds + 1) * 1000);
      }
    }

    ClockUse build() {
      return reads
          ? new ClockUse(instants.stream().mapToLong(Long::longValue).toArray(), bounded)
          : NONE;
    }
  }
}
