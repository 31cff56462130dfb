package dev.postern.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells the log of faults of ours; never with a message, which might quote a request. */
final class Faults {
  private static final System.Logger LOG = System.getLogger("dev.postern.http");
  private static final int DEEPEST = 20;

  private Faults() {}

  static void log(Throwable fault) {
    String where =
        Arrays.stream(fault.getStackTrace())
            .limit(DEEPEST)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
    LOG.log(
        System.Logger.Level.ERROR, "a request ended in 500: " + fault.getClass().getName() + where);
  }
}
