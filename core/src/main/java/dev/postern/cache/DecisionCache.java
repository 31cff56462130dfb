package dev.postern.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;

/**
 * The first tier: decisions on the heap, bounded by weight.
 *
 * <p>A key is the text of everything that a decision depends on. It is compared in full; its hash
 * only finds the place. Being made of content, an entry is right for as long as it is held,
 * whatever is published. Only the clock can end it: a decision carries the instant until which it
 * holds. What must not be remembered is not.
 */
public final class DecisionCache {
  /** What {@link #find} answers for a key of which nothing is known; it may not be remembered. */
  public static final Decision NOTHING =
      Decision.of(Verdict.IMPLICIT_DENY, Reason.POLICY, Decision.ONCE);

  /**
   * What an entry occupies besides the characters of its key: the text and its array (40), the
   * nodes of the two tables (about 96 and 32) and their slots, a decision of its own (32).
   */
  private static final int ENTRY_BYTES = 208;

  private final Cache<String, Decision> decisions;

  /**
   * An empty cache.
   *
   * @param maximumBytes about how much heap it may occupy
   */
  public DecisionCache(long maximumBytes) {
    this.decisions =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .weigher((String key, Decision decision) -> weight(key))
            .build();
  }

  /**
   * The decision remembered for a key, else {@link #NOTHING}, the only answer that {@linkplain
   * Decision#mayBeRemembered() may not be remembered}.
   */
  public Decision find(String key) {
    Decision known = decisions.getIfPresent(key);
    return known == null ? NOTHING : known;
  }

  /** Remembers a decision, unless it holds only once. */
  public void remember(String key, Decision decision) {
    if (decision.mayBeRemembered()) {
      decisions.put(key, decision);
    }
  }

  /** Finishes what is put off, so that the figures below are exact. */
  public void settle() {
    decisions.cleanUp();
  }

  /** How many decisions are remembered, about. */
  public long entries() {
    return decisions.estimatedSize();
  }

  /** How much heap they occupy, about, in bytes. */
  public long bytes() {
    return decisions.policy().eviction().map(e -> e.weightedSize().orElse(0)).orElse(0L);
  }

  private static int weight(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) > 0xFF) {
        return ENTRY_BYTES + 2 * key.length();
      }
    }
    return ENTRY_BYTES + key.length();
  }
}
