package dev.postern.sources;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source is (N-8.1).
 *
 * @param name how it is called
 * @param loaded when what is in use was loaded; {@link #NEVER} if nothing is
 * @param error what keeps the newest state from being used; empty if nothing does
 */
public record SourceStatus(String name, Instant loaded, String error) {
  /** Nothing was loaded yet. */
  public static final Instant NEVER = Instant.MIN;

  /** When what is in use was loaded. */
  public Optional<Instant> loadedAt() {
    return loaded.equals(NEVER) ? Optional.empty() : Optional.of(loaded);
  }
}
