package dev.postern.sources;

import java.time.Duration;

/**
 * When a folder is looked at (N-1.9).
 *
 * @param quiet how long nothing may have changed before a change is taken up
 * @param longest how long after its first sign a change is taken up at the latest
 * @param scan how often names, sizes and times are compared
 * @param rescan how often contents are compared, whatever names, sizes and times say
 */
public record WatchTimes(Duration quiet, Duration longest, Duration scan, Duration rescan) {}
