package dev.postern.model;

/**
 * The answer to a check.
 *
 * @param verdict allowed, explicit deny or implicit deny
 * @param reason why
 * @param holdsUntil the instant, in milliseconds since the epoch and exclusive, until which the
 *     same request has the same answer; {@link #ALWAYS} if time plays no part; {@link #ONCE} if the
 *     answer must not be remembered
 */
public record Decision(Verdict verdict, Reason reason, long holdsUntil) {
  /** Time plays no part in the decision. */
  public static final long ALWAYS = Long.MAX_VALUE;

  /**
   * The decision must not be remembered: an evaluation error, or a dependence on time that has no
   * known end.
   */
  public static final long ONCE = Long.MIN_VALUE;

  private static final int REASONS = Reason.values().length;
  private static final Decision[] TIMELESS = constants(ALWAYS);
  private static final Decision[] MOMENTARY = constants(ONCE);

  /** A decision in which time plays no part; shared. */
  public static Decision of(Verdict verdict, Reason reason) {
    return TIMELESS[index(verdict, reason)];
  }

  /** A decision; shared unless it holds until a certain instant. */
  public static Decision of(Verdict verdict, Reason reason, long holdsUntil) {
    if (holdsUntil == ALWAYS) {
      return TIMELESS[index(verdict, reason)];
    }
    return holdsUntil == ONCE
        ? MOMENTARY[index(verdict, reason)]
        : new Decision(verdict, reason, holdsUntil);
  }

  /** Whether the same request may be answered with this decision later. */
  public boolean mayBeRemembered() {
    return holdsUntil != ONCE;
  }

  /** Whether the caller may go on. */
  public boolean allowed() {
    return verdict == Verdict.ALLOWED;
  }

  @SuppressWarnings("EnumOrdinal") // places in a table of this run, never stored
  private static int index(Verdict verdict, Reason reason) {
    return verdict.ordinal() * REASONS + reason.ordinal();
  }

  private static Decision[] constants(long holdsUntil) {
    Decision[] all = new Decision[Verdict.values().length * Reason.values().length];
    for (Verdict verdict : Verdict.values()) {
      for (Reason reason : Reason.values()) {
        all[index(verdict, reason)] = new Decision(verdict, reason, holdsUntil);
      }
    }
    return all;
  }
}
