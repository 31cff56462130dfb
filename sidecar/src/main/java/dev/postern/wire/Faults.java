package dev.postern.wire;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells the log of faults of ours; never with a message, which might quote a request. */
public final class Faults {
  private static final System.Logger LOG = System.getLogger("dev.postern");
  private static final int DEEPEST = 20;

  private Faults() {}

  /** Logs that a request ended so, and where in our code. */
  public static void log(String ending, Throwable fault) {
    String where =
        Arrays.stream(fault.getStackTrace())
            .limit(DEEPEST)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
    LOG.log(
        System.Logger.Level.ERROR,
        "a request ended in " + ending + ": " + fault.getClass().getName() + where);
  }
}
