package dev.postern.config;

import java.time.Duration;

/**
 * The data directory (N-1.1, N-1.9).
 *
 * @param directory {@code data.directory}; empty if none is named
 * @param quietPeriod {@code data.quiet-period}: how long nothing may have changed before a change
 *     is taken up
 * @param longestWait {@code data.max-wait}: how long after its first sign a change is taken up at
 *     the latest
 * @param scanInterval {@code data.scan-interval}: how often the folder is looked at
 * @param maxFiles {@code data.max-files}
 * @param maxFileBytes {@code data.max-file-bytes}
 * @param brokenStart {@code data.allow-broken-start}
 */
public record DataSettings(
    String directory,
    Duration quietPeriod,
    Duration longestWait,
    Duration scanInterval,
    int maxFiles,
    int maxFileBytes,
    BrokenStart brokenStart) {

  /** What an error in the data directory means at start. */
  public enum BrokenStart {
    /** The server stays up, not ready, until the data is right. */
    ALLOWED,
    /** The server does not start. */
    FATAL
  }
}
