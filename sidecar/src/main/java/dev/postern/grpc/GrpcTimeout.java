package dev.postern.grpc;

/** Reads the header {@code grpc-timeout}: up to 8 digits and a unit. */
final class GrpcTimeout {
  /** The caller waits for as long as it takes. */
  static final long NONE = Long.MAX_VALUE;

  private static final int MOST_DIGITS = 8;

  private GrpcTimeout() {}

  /**
   * The timeout in nanoseconds. {@link #NONE} if the header is empty or cannot be read: the caller
   * keeps its own clock in any case.
   */
  static long nanos(String header) {
    int digits = header.length() - 1;
    if (digits < 1 || digits > MOST_DIGITS) {
      return NONE;
    }
    long number = 0;
    for (int i = 0; i < digits; i++) {
      char c = header.charAt(i);
      if (c < '0' || c > '9') {
        return NONE;
      }
      number = number * 10 + (c - '0');
    }
    return switch (header.charAt(digits)) {
      case 'n' -> number;
      case 'u' -> number * 1_000L;
      case 'm' -> number * 1_000_000L;
      case 'S' -> number * 1_000_000_000L;
      case 'M' -> number * 60_000_000_000L;
      case 'H' -> Math.min(number, 1_000_000L) * 3_600_000_000_000L;
      default -> NONE;
    };
  }
}
