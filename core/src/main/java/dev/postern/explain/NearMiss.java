package dev.postern.explain;

import java.util.List;

/**
 * A statement of a layer that took part, whose action and resource matched, and that did not apply.
 *
 * @param statement which
 * @param cause the element that failed first, in the order of
 * @param failed the conditions that were false or in error; empty if the principal failed
 */
public record NearMiss(MatchedStatement statement, Cause cause, List<FailedCondition> failed) {
  public NearMiss {
    failed = List.copyOf(failed);
  }

  /** What failed. */
  public enum Cause {
    PRINCIPAL,
    CONDITION
  }

  /**
   * One condition that did not hold.
   *
   * @param operator as written
   * @param key as written
   * @param wanted the values of the policy as written
   * @param given the values of the request; empty if absent or ambiguous
   */
  public record FailedCondition(
      String operator, String key, List<String> wanted, List<String> given) {
    public FailedCondition {
      wanted = List.copyOf(wanted);
      given = List.copyOf(given);
    }
  }
}
