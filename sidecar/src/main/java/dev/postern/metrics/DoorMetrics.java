package dev.postern.metrics;

import dev.postern.pdp.Answer;

/** What one door counts. Safe for use by several threads; never blocks. */
public interface DoorMetrics {

  /**
   * A check was decided and answered.
   *
   * @param answer the decision and what the cache did
   * @param nanos from the first byte read to the answer written, in nanoseconds
   */
  void checked(Answer answer, long nanos);

  /** A request ended without decision (E-9.1, N-2.8). */
  void failed(ErrorKind kind);

  /** A request was shed: a limit of admission was met (E-9.6). */
  void shed(ErrorKind kind);

  /** A connection was accepted (E-1.10). */
  void connectionOpened();

  /** A connection has ended. */
  void connectionClosed();

  /** Why a request ended without decision; the closed set of values of the label {@code kind}. */
  enum ErrorKind {
    NOT_READY("not_ready"),
    MALFORMED("malformed"),
    TOO_LARGE("too_large"),
    DEADLINE("deadline"),
    CANCELLED("cancelled"),
    UNIMPLEMENTED("unimplemented"),
    OVERLOAD("overload"),
    INTERNAL("internal");

    private final String wireName;

    ErrorKind(String wireName) {
      this.wireName = wireName;
    }

    /** The value of the label. */
    public String wireName() {
      return wireName;
    }
  }
}
