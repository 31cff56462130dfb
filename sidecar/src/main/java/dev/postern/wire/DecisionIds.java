package dev.postern.wire;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes decision ids: 32 hex digits, unique and not to be guessed by who does not see any.
 *
 * <p>Half of an id is random and the same for all of one maker, so that makers do not meet; the
 * other half is a counter sent through a mixing function that is one-to-one (that of
 * SplittableRandom), from a random start. No lock, no system call. Safe for use by several threads.
 */
public final class DecisionIds {
  private static final long STEP = 0x9e3779b97f4a7c15L;
  private static final HexFormat HEX = HexFormat.of();

  private final String maker;
  private final AtomicLong counter;

  /** A maker unlike all others. */
  public DecisionIds() {
    SecureRandom random = new SecureRandom();
    this.maker = HEX.toHexDigits(random.nextLong());
    this.counter = new AtomicLong(random.nextLong());
  }

  /** A new id. */
  public String next() {
    long mixed = counter.getAndAdd(STEP);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return maker + HEX.toHexDigits(mixed ^ (mixed >>> 31));
  }
}
