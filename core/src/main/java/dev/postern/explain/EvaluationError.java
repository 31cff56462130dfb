package dev.postern.explain;

/**
 * A condition that is neither true nor false, of a statement whose principal, action
 * and resource matched. Carries no request value.
 *
 * @param statement which
 * @param operator as written
 * @param key as written
 * @param side what cannot be read
 */
public record EvaluationError(MatchedStatement statement, String operator, String key, Side side) {
  /** What cannot be read; if both sides cannot, the policy. */
  public enum Side {
    /** A value of the policy. */
    POLICY,
    /** A value of the request. */
    REQUEST,
    /** The key stands twice in the request, differing by case alone. */
    AMBIGUOUS_KEY,
    /** The operator does not exist. */
    OPERATOR
  }
}
