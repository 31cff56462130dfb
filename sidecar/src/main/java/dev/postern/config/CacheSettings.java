package dev.postern.config;

/**
 * The decision cache.
 *
 * @param use {@code cache.enabled}
 * @param maxBytes {@code cache.max-bytes}: about how much heap it may occupy
 */
public record CacheSettings(Use use, long maxBytes) {
  /** Whether decisions are remembered. */
  public enum Use {
    ON,
    OFF
  }
}
