package dev.postern.pdp;

import dev.postern.model.Decision;

/**
 * A decision and where it came from.
 *
 * @param decision the decision
 * @param cache what the decision cache did
 */
public record Answer(Decision decision, CacheUse cache) {
  /** What the decision cache did. */
  public enum CacheUse {
    HIT("hit"),
    MISS("miss"),
    BYPASS("bypass");

    private final String wireName;

    CacheUse(String wireName) {
      this.wireName = wireName;
    }

    /** The name used in every API and metric. */
    public String wireName() {
      return wireName;
    }
  }
}
