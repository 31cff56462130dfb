package dev.postern.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.model.Decision;
import java.util.Optional;

/**
 * The first tier: decisions on the heap, bounded by weight.
 *
 * <p>A key is made of content, so an entry is right for as long as it is held, whatever is
 * published. Only the clock can end it: a decision carries the instant until which it holds. What
 * must not be remembered is not.
 */
public final class DecisionCache {
  private static final int DECISION_BYTES = 96;

  private final Cache<DecisionKey, Decision> decisions;

  /**
   * An empty cache.
   *
   * @param maximumBytes about how much heap it may occupy
   */
  public DecisionCache(long maximumBytes) {
    this.decisions =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .weigher((DecisionKey key, Decision decision) -> key.weight() + DECISION_BYTES)
            .build();
  }

  /**
   * The decision remembered for a key, if it still holds.
   *
   * @param now milliseconds since the epoch
   */
  public Optional<Decision> find(DecisionKey key, long now) {
    Decision known = decisions.getIfPresent(key);
    return known != null && now < known.holdsUntil() ? Optional.of(known) : Optional.empty();
  }

  /** Remembers a decision, unless it holds only once. */
  public void remember(DecisionKey key, Decision decision) {
    if (decision.holdsUntil() != Decision.ONCE) {
      decisions.put(key, decision);
    }
  }

  /** How many decisions are remembered, about. */
  public long entries() {
    return decisions.estimatedSize();
  }

  /** How much heap they occupy, about, in bytes. */
  public long bytes() {
    return decisions.policy().eviction().map(e -> e.weightedSize().orElse(0)).orElse(0L);
  }
}
